using System.Text.Json.Nodes;
using System.Xml.Linq;
using RootWatch.Cli.Aws;
using RootWatch.Simulator.Aws;

namespace RootWatch.Cli.Verify;

/// <summary>Looks at the hub: the bus, the way to the function, what could not be delivered, the topic, the role.</summary>
internal sealed class AwsHub(AwsApi aws, Expected expected)
{
    private const string Bus = "rootwatch";
    private const string Redeploy = "Deploy hub.yaml again.";
    private static readonly string[] Alarms =
    [
        "rootwatch-dead-letters", "rootwatch-dead-letters-age", "rootwatch-tampering-dead-letters", "rootwatch-nothing-delivered", "rootwatch-sent-to-dead-letters",
        "rootwatch-lost-dead-letters", "rootwatch-retried-invocations", "rootwatch-undelivered-notifications", "rootwatch-still-raised",
    ];

    private string Where => $"hub {expected.HubRegion}";

    public Task<IReadOnlyList<Check>> LookAsync(ProgressBar progress, CancellationToken cancellationToken)
    {
        var topics = new HubTopics(aws, expected);
        IReadOnlyList<(string Name, Func<CancellationToken, Task<Check>> Look)> looks =
        [
            ("bus", BusAsync), ("deliver-rule", RuleAsync), ("connection", ConnectionAsync), ("destination", DestinationAsync),
            ("dead-letters", DeadLettersAsync), ("alarms", AlarmsAsync), ("topic", topics.AlertsAsync), ("operations-topic", topics.OperationsAsync),
            ("direct-topic", topics.DirectAsync), ("role-trust", TrustAsync),
        ];
        return InParallel.ForEachAsync(
            looks, (look, token) => Looks.TryAsync(look.Name, Where, Redeploy, () => look.Look(token), token), progress.Begin("Looking at the hub", looks.Count), cancellationToken);
    }

    private async Task<Check> BusAsync(CancellationToken cancellationToken)
    {
        var bus = await EventsAsync("DescribeEventBus", new JsonObject { ["Name"] = Bus }, cancellationToken);
        var isClosed = (string?)bus["Policy"] is { } policy && policy.Contains("aws:PrincipalOrgID", StringComparison.Ordinal);
        return Check.Of("bus", Where, isClosed, isClosed ? "takes events from the organization alone" : "has no policy that names the organization", Redeploy);
    }

    private async Task<Check> RuleAsync(CancellationToken cancellationToken)
    {
        var rule = await EventsAsync("DescribeRule", new JsonObject { ["EventBusName"] = Bus, ["Name"] = "rootwatch-root-activity" }, cancellationToken);
        var targets = (await EventsAsync("ListTargetsByRule", new JsonObject { ["EventBusName"] = Bus, ["Rule"] = "rootwatch-root-activity" }, cancellationToken))["Targets"]!.AsArray();
        var target = targets.FirstOrDefault(target => ((string)target!["Arn"]!).Contains(":api-destination/", StringComparison.Ordinal));
        var problem = (string?)rule["State"] is not "ENABLED" ? "is not enabled"
            : target is null ? "has no API destination as its target"
            : target["DeadLetterConfig"]?["Arn"] is null ? "has no dead-letter queue"
            : !await Looks.MayAsync(aws, expected.HubRegion, "rootwatch-deliver", "events:InvokeApiDestination", (string)target["Arn"]!, cancellationToken) ? "has a role that may not invoke the destination"
            : null;
        return Check.Of("deliver-rule", Where, problem is null, problem ?? "enabled, with a role that may invoke and a dead-letter queue", Redeploy);
    }

    private async Task<Check> ConnectionAsync(CancellationToken cancellationToken)
    {
        var state = (string?)(await EventsAsync("DescribeConnection", new JsonObject { ["Name"] = Bus }, cancellationToken))["ConnectionState"];
        return Check.Of("connection", Where, state is "AUTHORIZED", $"is {state}", "Set the connection's key or client secret again: infra/rotate-key.sh, or deploy hub.yaml with it.");
    }

    private async Task<Check> DestinationAsync(CancellationToken cancellationToken)
    {
        var url = (string?)(await EventsAsync("DescribeApiDestination", new JsonObject { ["Name"] = "rootwatch-root" }, cancellationToken))["InvocationEndpoint"];
        var isRight = url == new Uri(expected.Function, "/api/events").AbsoluteUri || url == new Uri(expected.Function, "/api/entra/events").AbsoluteUri;
        return Check.Of("destination", Where, isRight, $"delivers to {url}", $"Deploy hub.yaml with FunctionUrl={new Uri(expected.Function, "/api/events")}.");
    }

    private Task<Check> DeadLettersAsync(CancellationToken cancellationToken) =>
        new Queue(aws, expected.HubRegion, "rootwatch-dead-letters").CheckAsync("dead-letters", Where, expected.Redrive, cancellationToken);

    private async Task<Check> AlarmsAsync(CancellationToken cancellationToken)
    {
        var answer = await aws.QueryAsync("monitoring", expected.HubRegion, "2010-08-01", "DescribeAlarms", [("AlarmNamePrefix", "rootwatch-")], cancellationToken);
        var there = answer.Descendants("member").Where(member => member.Element("AlarmName") is not null).ToDictionary(alarm => alarm.Element("AlarmName")!.Value, StringComparer.Ordinal);
        var missing = Alarms.Where(alarm => !there.ContainsKey(alarm)).ToList();
        var mute = Alarms.Except(missing, StringComparer.Ordinal).Where(alarm => IsMute(there[alarm])).ToList();
        var raised = there.Values.Where(alarm => alarm.Element("StateValue")?.Value is "ALARM").Select(alarm => alarm.Element("AlarmName")!.Value).ToList();
        return missing.Count > 0 ? Check.Failed("alarms", Where, $"missing: {string.Join(", ", missing)}", Redeploy)
            : mute.Count > 0 ? Check.Failed("alarms", Where, $"tell nobody: {string.Join(", ", mute)}", Redeploy)
            : raised.Count > 0 ? Check.Failed("alarms", Where, $"raised: {string.Join(", ", raised)}", "docs/operations.md has a runbook for each.")
            : Check.Passed("alarms", Where, "all there, none raised");
    }

    private static bool IsMute(XElement alarm) =>
        alarm.Element("ActionsEnabled")?.Value is "false" || alarm.Element("AlarmActions") is not { HasElements: true };

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

    private Task<JsonNode> EventsAsync(string operation, JsonObject request, CancellationToken cancellationToken) =>
        aws.JsonAsync("events", expected.HubRegion, $"AWSEvents.{operation}", request, cancellationToken);
}
