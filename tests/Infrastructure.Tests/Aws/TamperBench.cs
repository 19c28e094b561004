using System.Text;
using System.Text.Json.Nodes;
using RootWatch.LocalHost;
using RootWatch.Simulator.Deployed;
using RootWatch.Simulator.Sinks;

namespace RootWatch.Infrastructure.Tests.Aws;

/// <summary>The spoke's rules on moto_server, the function app behind them, and a stand-in for Teams.</summary>
public sealed class TamperBench : IAsyncLifetime
{
    private readonly HttpClient _client = new();
    private MotoServer _moto = null!;
    private DeployedBus _bus = null!;
    private RecordingSinks _sinks = null!;
    private LocalFunctionApp _function = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _moto = await MotoServer.StartAsync();
        _bus = await SpokeBus.DeployAsync(_moto, Cancellation);
        _sinks = await RecordingSinks.StartAsync(TimeProvider.System, Cancellation);
        _function = await LocalFunctionApp.StartAsync(
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["LocalHost:FunctionKeys:0"] = Deployment.Key,
                ["Teams:Via"] = "Workflow",
                ["Teams:Workflow:Url"] = _sinks.WorkflowUrl.AbsoluteUri,
                ["Notifications:SecondsBetweenMessages"] = "0",
                ["Notifications:MostIn5Seconds"] = "10000",
                ["AzureWebJobs.SweepLedger.Disabled"] = "true",
            },
            cancellationToken: Cancellation);
        _client.DefaultRequestHeaders.Add("x-functions-key", Deployment.Key);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await (_function?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_sinks?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_moto?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    /// <summary>Puts every record of a script onto the bus, and delivers what the rules match.</summary>
    internal async Task<(IReadOnlyList<string> Rules, IReadOnlyList<string> Messages)> RunAsync(TamperScript script)
    {
        var before = _sinks.Workflow.Received.Count;
        SortedSet<string> rules = new(StringComparer.Ordinal);
        foreach (var record in script.Records)
        {
            var matched = await MatchedAsync(record, script.Rules);
            rules.UnionWith(matched);
            foreach (var _ in matched)
            {
                await DeliverAsync(record);
            }
        }

        return ([.. rules], [.. _sinks.Workflow.Received.Skip(before).Select(received => received.Card.GetRawText())]);
    }

    // A rule of the hub's own account is none of the spoke's: what it matches is taken for granted here.
    private async Task<IReadOnlyList<string>> MatchedAsync(JsonNode record, IReadOnlyList<string> expected)
    {
        await SpokeBus.PutAsync(_moto, SourceOf(record), "AWS API Call via CloudTrail", record.ToJsonString(), Cancellation);
        List<string> matched = [.. expected.Where(rule => _bus.Rules.All(deployed => deployed.Name != rule))];
        foreach (var rule in _bus.Rules)
        {
            matched.AddRange((await _bus.MatchedAsync(rule.Name, Cancellation)).Select(_ => rule.Name));
        }

        return matched;
    }

    private async Task DeliverAsync(JsonNode record)
    {
        var envelope = new JsonObject
        {
            ["version"] = "0",
            ["id"] = Guid.NewGuid().ToString(),
            ["detail-type"] = "AWS API Call via CloudTrail",
            ["source"] = SourceOf(record),
            ["account"] = (string)record["recipientAccountId"]!,
            ["time"] = (string)record["eventTime"]!,
            ["region"] = (string)record["awsRegion"]!,
            ["resources"] = new JsonArray(),
            ["detail"] = record.DeepClone(),
        };
        using var content = new StringContent(envelope.ToJsonString(), Encoding.UTF8, "application/json");
        using var answer = await _client.PostAsync(_function.EventsUrl, content, Cancellation);
        answer.EnsureSuccessStatusCode();
    }

    private static string SourceOf(JsonNode record) => $"aws.{((string)record["eventSource"]!).Split('.')[0]}";
}
