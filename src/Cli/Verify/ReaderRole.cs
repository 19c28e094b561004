using System.Text.Json.Nodes;
using System.Xml.Linq;
using RootWatch.Simulator.Aws;

namespace RootWatch.Cli.Verify;

/// <summary>The role of an account that the function asks AWS itself with.</summary>
/// <param name="aws">The account.</param>
/// <param name="region">Its region where IAM is recorded.</param>
internal sealed class ReaderRole(AwsApi aws, string region)
{
    public const string Name = "rootwatch-reader";

    private const string Check = "reader";
    private const string Redeploy = "Deploy organization.yaml, or spoke.yaml in this account, with the ReaderExternalId and the BridgeRoleArn of the hub.";

    private static readonly string[] Actions = ["account:ListRegions", "cloudtrail:LookupEvents", "ec2:DescribeRegions", "iam:GetAccountSummary"];

    /// <summary>Whether the function's role may assume such roles, and so asks AWS itself.</summary>
    /// <exception cref="AwsApiException">IAM refused, or cannot be reached.</exception>
    public static Task<bool> IsWantedAsync(AwsApi hub, string region, string partition, CancellationToken cancellationToken) =>
        AwsLookup.MayAsync(hub, region, "rootwatch-bridge", "sts:AssumeRole", $"arn:{partition}:iam::*:role/{Name}", cancellationToken);

    /// <summary>Whether it is there, lets the bridge in and nobody else, and only with an external id, and can ask and nothing else.</summary>
    public Task<Check> LookAsync(string where, string bridge, CancellationToken cancellationToken) =>
        AwsLookup.TryAsync(Check, where, Redeploy, async () =>
        {
            var problem = await ProblemAsync(bridge, cancellationToken);
            return Verify.Check.Of(Check, where, problem is null, problem ?? "lets the bridge ask, and nobody else", Redeploy);
        }, cancellationToken);

    private async Task<string?> ProblemAsync(string bridge, CancellationToken cancellationToken)
    {
        XElement role;
        try
        {
            role = await IamAsync("GetRole", [], cancellationToken);
        }
        catch (AwsApiException failure) when (failure.Code is "NoSuchEntity")
        {
            return $"there is no role {Name}: this account is not asked";
        }

        var trust = Statements(role.Descendants("AssumeRolePolicyDocument").Single().Value);
        return !IsFor(trust, bridge) ? $"{Name} does not trust {bridge} alone"
            : trust.Exists(statement => string.IsNullOrEmpty((string?)statement["Condition"]?["StringEquals"]?["sts:ExternalId"])) ? $"{Name} asks for no external id"
            : (await IamAsync("ListAttachedRolePolicies", [], cancellationToken)).Descendants("PolicyArn").Any() ? $"{Name} has policies that are not RootWatch's"
            : await AllowedAsync(cancellationToken) is var allowed && !allowed.SequenceEqual(Actions, StringComparer.Ordinal) ? $"{Name} may do {(allowed.Count == 0 ? "nothing" : string.Join(", ", allowed))}, not {string.Join(", ", Actions)}"
            : null;
    }

    // A deleted bridge's ARN turns into an id that no role has.
    private static bool IsFor(List<JsonNode> trust, string bridge) =>
        trust.Count > 0 && trust.TrueForAll(statement =>
            (string?)statement["Effect"] is "Allow" && statement["Principal"] is JsonObject { Count: 1 } principal && Texts(principal["AWS"]) is [var one] && one == bridge);

    private async Task<List<string>> AllowedAsync(CancellationToken cancellationToken)
    {
        List<string> allowed = [];
        var names = await IamAsync("ListRolePolicies", [], cancellationToken);
        foreach (var policy in names.Descendants("member").Select(name => name.Value))
        {
            var document = await IamAsync("GetRolePolicy", [("PolicyName", policy)], cancellationToken);
            allowed.AddRange(Statements(document.Descendants("PolicyDocument").Single().Value).SelectMany(statement =>
                (string?)statement["Effect"] is "Allow" ? statement["NotAction"] is null ? Texts(statement["Action"]) : ["all but some"] : []));
        }

        return [.. allowed.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    private static List<JsonNode> Statements(string document)
    {
        var statements = JsonNode.Parse(Uri.UnescapeDataString(document))!["Statement"]!;
        return statements is JsonArray list ? [.. list.Select(statement => statement!)] : [statements];
    }

    private static List<string> Texts(JsonNode? oneOrMany) =>
        oneOrMany is JsonArray list ? [.. list.Select(item => (string)item!)] : oneOrMany is null ? [] : [(string)oneOrMany!];

    private Task<XElement> IamAsync(string action, (string, string)[] more, CancellationToken cancellationToken) =>
        aws.QueryAsync("iam", region, "2010-05-08", action, [("RoleName", Name), .. more], cancellationToken);
}
