using System.Text.Json.Nodes;
using RootWatch.Simulator.Aws;

namespace RootWatch.Cli.Verify;

/// <summary>Looks at the hub's rules: each delivers to its class's destination, with a role that may, and keeps in its class's queue what it could not deliver.</summary>
internal sealed class HubRules(AwsApi aws, ExpectedDeployment expected)
{
    public static readonly IReadOnlyList<string> Root = ["rootwatch-root-activity", "rootwatch-sign-in-anomaly", "rootwatch-acts-on-root", "rootwatch-aws-findings"];

    public static readonly IReadOnlyList<string> Tampering = ["rootwatch-controls-tampering", "rootwatch-own-tampering", "rootwatch-stack-tampering", "rootwatch-coverage", OfKey];

    public static readonly IReadOnlyList<string> Signs = ["rootwatch-own-signs"];

    // The only one on the account's default bus.
    private const string OfKey = "rootwatch-hub-tampering";

    private const string Redeploy = "Deploy hub.yaml again.";

    private string Where => $"hub {expected.HubRegion}";

    public Task<Check> RootAsync(CancellationToken cancellationToken) => CheckAsync("root-rules", "rootwatch-root", "rootwatch-dead-letters", Root, cancellationToken);

    public Task<Check> TamperingAsync(CancellationToken cancellationToken) => CheckAsync("tampering-rules", "rootwatch-tampering", "rootwatch-tampering-dead-letters", Tampering, cancellationToken);

    // The next sign replaces one that is late.
    public Task<Check> SignsAsync(CancellationToken cancellationToken) => CheckAsync("signs-rule", "rootwatch-signs", queue: null, Signs, cancellationToken);

    public async Task<Check> DestinationsAsync(CancellationToken cancellationToken)
    {
        List<string> wrong = [];
        foreach (var name in new[] { "rootwatch-root", "rootwatch-tampering", "rootwatch-signs" })
        {
            var url = (string?)(await EventsAsync("DescribeApiDestination", new JsonObject { ["Name"] = name }, cancellationToken))["InvocationEndpoint"];
            if (url != new Uri(expected.Function, "/api/events").AbsoluteUri && url != new Uri(expected.Function, "/api/entra/events").AbsoluteUri)
            {
                wrong.Add($"{name} delivers to {url}");
            }
        }

        return Check.Of("destinations", Where, wrong.Count == 0, wrong.Count == 0 ? $"deliver to {expected.Function.Authority}" : string.Join("; ", wrong), $"Deploy hub.yaml with FunctionUrl={new Uri(expected.Function, "/api/events")}.");
    }

    private async Task<Check> CheckAsync(string name, string destination, string? queue, IReadOnlyList<string> rules, CancellationToken cancellationToken)
    {
        List<string> problems = [];
        foreach (var rule in rules)
        {
            if (await ProblemAsync(rule is OfKey ? "default" : "rootwatch", rule, destination, queue, cancellationToken) is { } problem)
            {
                problems.Add($"{rule} {problem}");
            }
        }

        var kept = queue is null ? "nothing is kept that is late" : $"{queue} keeps what is not delivered";
        return Check.Of(name, Where, problems.Count == 0, problems.Count == 0 ? $"enabled, with a role that may deliver; {kept}" : string.Join("; ", problems), Redeploy);
    }

    private async Task<string?> ProblemAsync(string bus, string rule, string destination, string? queue, CancellationToken cancellationToken)
    {
        if (await AwsLookup.RuleStateAsync(aws, expected.HubRegion, bus, rule, cancellationToken) is var state and not "ENABLED")
        {
            return state is null ? "is missing" : $"is {state}";
        }

        var targets = (await EventsAsync("ListTargetsByRule", new JsonObject { ["EventBusName"] = bus, ["Rule"] = rule }, cancellationToken))["Targets"]!.AsArray();
        var target = targets.FirstOrDefault(target => ((string)target!["Arn"]!).Contains($":api-destination/{destination}/", StringComparison.Ordinal));
        var letters = ((string?)target?["DeadLetterConfig"]?["Arn"])?.Split(':')[^1];
        return target is null ? $"does not deliver to {destination}"
            : letters != queue ? $"keeps what is not delivered in {letters ?? "no queue"}, not in {queue ?? "none"}"
            : (string?)target["RoleArn"] is not { } role || !role.EndsWith(":role/rootwatch-deliver", StringComparison.Ordinal) ? "does not deliver with the role rootwatch-deliver"
            : !await AwsLookup.MayAsync(aws, expected.HubRegion, "rootwatch-deliver", "events:InvokeApiDestination", (string)target["Arn"]!, cancellationToken) ? "has a role that may not invoke the destination"
            : null;
    }

    private Task<JsonNode> EventsAsync(string operation, JsonObject request, CancellationToken cancellationToken) =>
        aws.JsonAsync("events", expected.HubRegion, $"AWSEvents.{operation}", request, cancellationToken);
}
