using System.Text;
using System.Text.Json.Nodes;
using RootWatch.Detection;
using RootWatch.Detection.History;
using RootWatch.Detection.Policy;
using RootWatch.Detection.Response;

namespace RootWatch.Infrastructure.Tests.Response;

/// <summary>What root did on moto, as CloudTrail would record it, and the plan for it, carried out by a shell with the real AWS CLI.</summary>
internal sealed class MotoIncident(MotoServer moto, string account = MotoIncident.Account)
{
    public const string Account = "123456789012";
    public const string Region = MotoServer.Region;

    private static readonly DateTimeOffset Start = new(2026, 11, 20, 8, 0, 0, TimeSpan.Zero);

    private readonly List<Finding> _findings = [];
    private AccountHistory _history = AccountHistory.Empty;

    public ResponsePlan Plan => ResponsePlan.Of(_findings, account, "aws", isManagement: false);

    /// <summary>Adds the record of a call that root made.</summary>
    public void Record(string source, string name, JsonObject request, JsonObject? response = null)
    {
        var record = new JsonObject
        {
            ["eventID"] = $"{name}-{_findings.Count}",
            ["eventTime"] = Start.AddMinutes(_findings.Count).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
            ["eventSource"] = $"{source}.amazonaws.com",
            ["eventName"] = name,
            ["awsRegion"] = Region,
            ["sourceIPAddress"] = "203.0.113.77",
            ["recipientAccountId"] = account,
            ["userIdentity"] = new JsonObject { ["type"] = "Root", ["accountId"] = account, ["arn"] = $"arn:aws:iam::{account}:root", ["accessKeyId"] = "ASIAIOSFODNN7EXAMPLE" },
            ["requestParameters"] = request,
            ["responseElements"] = response,
        };
        var added = _history.Add(Detector.Read(Encoding.UTF8.GetBytes(record.ToJsonString())).ShouldNotBeNull(), arrived: null, DetectionPolicy.None);
        _history = added.History;
        _findings.Add(added.Finding);
    }

    /// <summary>Carries out steps of the plan.</summary>
    /// <returns>What the script printed.</returns>
    public async Task<string> RespondAsync(params string[] steps)
    {
        Tool.Require("aws", "pip install awscli");
        var folder = Directory.CreateTempSubdirectory("response-");
        try
        {
            var script = Path.Combine(folder.FullName, "plan.sh");
            await File.WriteAllTextAsync(script, ResponseScript.Of(Plan), TestContext.Current.CancellationToken);
            await using var shell = Child.Start(
                Tool.Require("sh", "every POSIX system has one"),
                [script, "--yes", .. steps],
                new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["AWS_ENDPOINT_URL"] = moto.Url.AbsoluteUri, ["AWS_ACCESS_KEY_ID"] = "test", ["AWS_SECRET_ACCESS_KEY"] = "test", ["AWS_CONFIG_FILE"] = "/dev/null", ["AWS_EC2_METADATA_DISABLED"] = "true",
                },
                patience: TimeSpan.FromSeconds(180));
            (await shell.ExitCodeAsync()).ShouldBe(0, shell.Output);
            return shell.Output;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
