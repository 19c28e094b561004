using System.Text.Json.Nodes;
using RootWatch.Simulator.Aws;

namespace RootWatch.Cli.Verify;

/// <summary>Looks at one account's spokes: is anything recorded, and are there rules in every region that forward it.</summary>
internal sealed class AwsSpokes(AwsApi aws, string account, string hubBusArn, Expected expected)
{
    private const string NeedsTrail = "Create a trail of management events, best one for the whole organization: without it nothing arrives, and nothing says so.";
    private const string Redeploy = "Deploy organization.yaml again, or spoke.yaml in this account and region.";

    // The rules, and the state in which each sees all that it is for.
    private static readonly (string Name, string State)[] Rules =
    [
        ("rootwatch-root-activity", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"),
        ("rootwatch-sign-in-anomaly", "ENABLED"),
        ("rootwatch-acts-on-root", "ENABLED"),
        ("rootwatch-aws-findings", "ENABLED"),
        ("rootwatch-controls-tampering", "ENABLED"),
        ("rootwatch-own-tampering", "ENABLED"),
        ("rootwatch-own-signs", "ENABLED"),
    ];

    public async Task<IReadOnlyList<Check>> LookAsync(CancellationToken cancellationToken)
    {
        List<Check> checks = [];
        foreach (var region in expected.SpokeRegions)
        {
            var where = $"{account}/{region}";
            checks.Add(await Looks.TryAsync("trail", where, NeedsTrail, () => TrailAsync(region, where, cancellationToken)));
            checks.Add(await Looks.TryAsync("rules", where, Redeploy, () => RulesAsync(region, where, cancellationToken)));
        }

        return checks;
    }

    private async Task<Check> TrailAsync(string region, string where, CancellationToken cancellationToken)
    {
        var trails = (await CloudTrailAsync(region, "DescribeTrails", new JsonObject { ["includeShadowTrails"] = true }, cancellationToken))["trailList"]!.AsArray();
        foreach (var trail in trails)
        {
            var arn = (string)trail!["TrailARN"]!;
            var home = (string?)trail["HomeRegion"] ?? region;
            var isLogging = (bool?)(await CloudTrailAsync(home, "GetTrailStatus", new JsonObject { ["Name"] = arn }, cancellationToken))["IsLogging"] is true;
            if (isLogging && await HasManagementEventsAsync(home, arn, cancellationToken))
            {
                return Check.Passed("trail", where, $"{(string)trail["Name"]!} records management events");
            }
        }

        return Check.Failed("trail", where, "no trail records management events here", NeedsTrail);
    }

    private async Task<bool> HasManagementEventsAsync(string home, string trail, CancellationToken cancellationToken)
    {
        var selectors = await CloudTrailAsync(home, "GetEventSelectors", new JsonObject { ["TrailName"] = trail }, cancellationToken);
        var basic = selectors["EventSelectors"] as JsonArray ?? [];
        var advanced = selectors["AdvancedEventSelectors"] as JsonArray ?? [];

        // A new trail has none, and records all management events.
        return (basic.Count == 0 && advanced.Count == 0)
            || basic.Any(selector => (bool?)selector!["IncludeManagementEvents"] is not false && (string?)selector["ReadWriteType"] is null or "All")
            || advanced.Any(selector => IsOfAllManagementEvents(selector!));
    }

    private static bool IsOfAllManagementEvents(JsonNode selector)
    {
        var fields = selector["FieldSelectors"]!.AsArray();
        return fields.Any(field => (string)field!["Field"]! == "eventCategory" && field["Equals"]?.AsArray().Any(value => (string)value! == "Management") is true)
            && !fields.Any(field => (string)field!["Field"]! == "readOnly");
    }

    private async Task<Check> RulesAsync(string region, string where, CancellationToken cancellationToken)
    {
        var answer = await EventsAsync(region, "ListRules", new JsonObject { ["NamePrefix"] = "rootwatch-" }, cancellationToken);
        var there = answer["Rules"]!.AsArray().ToDictionary(rule => (string)rule!["Name"]!, rule => (string)rule!["State"]!, StringComparer.Ordinal);
        foreach (var (name, state) in Rules)
        {
            if (!there.TryGetValue(name, out var found) || found != state)
            {
                return Check.Failed("rules", where, $"{name} {(found is null ? "is missing" : $"is {found}, not {state}")}", Redeploy);
            }

            var targets = (await EventsAsync(region, "ListTargetsByRule", new JsonObject { ["Rule"] = name }, cancellationToken))["Targets"]!.AsArray();
            if (!targets.Any(target => (string)target!["Arn"]! == hubBusArn))
            {
                return Check.Failed("rules", where, $"{name} does not forward to {hubBusArn}", Redeploy);
            }
        }

        return await Looks.MayAsync(aws, region, $"rootwatch-forward-{region}", "events:PutEvents", hubBusArn, cancellationToken)
            ? Check.Passed("rules", where, "all forward to the hub")
            : Check.Failed("rules", where, $"the role rootwatch-forward-{region} may not put events to the hub", Redeploy);
    }

    private Task<JsonNode> CloudTrailAsync(string region, string operation, JsonObject request, CancellationToken cancellationToken) =>
        aws.JsonAsync("cloudtrail", region, $"com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.{operation}", request, cancellationToken);

    private Task<JsonNode> EventsAsync(string region, string operation, JsonObject request, CancellationToken cancellationToken) =>
        aws.JsonAsync("events", region, $"AWSEvents.{operation}", request, cancellationToken);
}
