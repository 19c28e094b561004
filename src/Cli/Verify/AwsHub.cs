using System.Text.Json.Nodes;
using RootWatch.Cli.Aws;
using RootWatch.Simulator.Aws;

namespace RootWatch.Cli.Verify;

/// <summary>Looks at the hub: the bus, the ways to the function, what could not be delivered, the topics, the role.</summary>
internal sealed class AwsHub(AwsApi aws, ExpectedDeployment expected)
{
    private const string Name = "rootwatch";
    private const string Redeploy = "Deploy hub.yaml again.";

    private string Where => $"hub {expected.HubRegion}";

    public Task<IReadOnlyList<Check>> LookAsync(ProgressBar progress, CancellationToken cancellationToken)
    {
        var rules = new HubRules(aws, expected);
        var topics = new HubTopics(aws, expected);
        IReadOnlyList<(string Name, Func<CancellationToken, Task<Check>> Look)> looks =
        [
            ("bus", BusAsync), ("root-rules", rules.RootAsync), ("tampering-rules", rules.TamperingAsync), ("signs-rule", rules.SignsAsync), ("connection", ConnectionAsync),
            ("destinations", rules.DestinationsAsync), ("dead-letters", token => LettersAsync("dead-letters", token)), ("tampering-dead-letters", token => LettersAsync("tampering-dead-letters", token)),
            ("alarms", new HubAlarms(aws, expected).LookAsync), ("hub-heartbeat", HeartbeatAsync), ("topic", topics.AlertsAsync), ("operations-topic", topics.OperationsAsync),
            ("direct-topic", topics.DirectAsync), ("role-trust", TrustAsync), ("termination-protection", token => new Stack(aws, expected.HubRegion, "rootwatch-hub").ProtectionAsync(Where, token)),
        ];
        return InParallel.ForEachAsync(
            looks, (look, token) => AwsLookup.TryAsync(look.Name, Where, Redeploy, () => look.Look(token), token), progress.Begin("Looking at the hub", looks.Count), cancellationToken);
    }

    private async Task<Check> BusAsync(CancellationToken cancellationToken)
    {
        var policy = BusPolicy.Of(await EventsAsync("DescribeEventBus", cancellationToken));
        var problem = !policy.IsForSpokesAlone ? "lets others put events than the forwarding roles of the organization, or nobody"
            : !policy.RefusesAllBut("rootwatch-forward-*", "rootwatch-hub-heartbeat") ? "does not refuse this account's own principals"
            : null;
        return Check.Of("bus", Where, problem is null, problem ?? "takes events from the organization's forwarding roles alone", Redeploy);
    }

    private async Task<Check> ConnectionAsync(CancellationToken cancellationToken)
    {
        var state = (string?)(await EventsAsync("DescribeConnection", cancellationToken))["ConnectionState"];
        return Check.Of("connection", Where, state is "AUTHORIZED", $"is {state}", "Set the connection's key or client secret again: rootwatch deploy apply, or rootwatch deploy rotate.");
    }

    private Task<Check> LettersAsync(string name, CancellationToken cancellationToken) =>
        new Queue(aws, expected.HubRegion, $"{Name}-{name}").CheckAsync(name, Where, expected.Redrive, cancellationToken);

    private Task<Check> HeartbeatAsync(CancellationToken cancellationToken) =>
        new Schedules(aws, expected.HubRegion).CheckAsync("hub-heartbeat", Where, ["rootwatch-hub-heartbeat"], Redeploy, cancellationToken);

    private async Task<Check> TrustAsync(CancellationToken cancellationToken)
    {
        var role = await aws.QueryAsync("iam", expected.HubRegion, "2010-05-08", "GetRole", [("RoleName", "rootwatch-bridge")], cancellationToken);
        var statements = JsonNode.Parse(Uri.UnescapeDataString(role.Descendants("AssumeRolePolicyDocument").Single().Value))!["Statement"]!.AsArray();
        var pins = statements.Single()!["Condition"]?["StringEquals"]?.AsObject() ?? [];
        var (audience, subject) = (Pin(pins, ":aud"), Pin(pins, ":sub"));
        var problem = audience is null || subject is null ? "does not pin both aud and sub"
            : expected.Audience is { } wanted && wanted != audience ? $"is for the audience {audience}, not {wanted}"
            : expected.IdentityObjectId is { } identity && identity != subject ? $"trusts the identity {subject}, not {identity}"
            : null;
        return Check.Of("role-trust", Where, problem is null, problem ?? $"trusts {subject} alone, for {audience}", "Deploy hub.yaml with the BridgeObjectId and BridgeAudience that Bicep puts out.");
    }

    private static string? Pin(JsonObject pins, string suffix) =>
        (string?)pins.FirstOrDefault(pin => pin.Key.EndsWith(suffix, StringComparison.Ordinal)).Value;

    private Task<JsonNode> EventsAsync(string operation, CancellationToken cancellationToken) =>
        aws.JsonAsync("events", expected.HubRegion, $"AWSEvents.{operation}", new JsonObject { ["Name"] = Name }, cancellationToken);
}
