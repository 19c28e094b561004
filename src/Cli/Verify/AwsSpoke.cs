using System.Text.Json.Nodes;
using RootWatch.Bridge.Heartbeat;
using RootWatch.Simulator.Aws;

namespace RootWatch.Cli.Verify;

/// <summary>Looks at one account's region: is anything recorded, are there rules that forward it, does anything wait.</summary>
internal sealed class AwsSpoke(AwsApi aws, SpokeId place, string hubBusArn, ExpectedDeployment expected)
{
    /// <summary>The rules, and the state in which each sees all that it is for.</summary>
    public static readonly IReadOnlyList<(string Name, string State)> Rules =
    [
        ("rootwatch-root-activity", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"),
        ("rootwatch-sign-in-anomaly", "ENABLED"),
        ("rootwatch-acts-on-root", "ENABLED"),
        ("rootwatch-aws-findings", "ENABLED"),
        ("rootwatch-controls-tampering", "ENABLED"),
        ("rootwatch-own-tampering", "ENABLED"),
        ("rootwatch-stack-tampering", "ENABLED"),
        ("rootwatch-coverage", "ENABLED"),
        ("rootwatch-own-signs", "ENABLED"),
    ];

    private const string NeedsTrail = "Create a trail of management events, best one for the whole organization: without it nothing arrives, and nothing says so.";
    private const string Undelivered = "rootwatch-undelivered";
    private const string Redeploy = "Deploy organization.yaml again, or spoke.yaml in this account and region.";

    private string Where => place.ToString();

    /// <returns>One failed check where there is no spoke; else a check of each of its parts.</returns>
    public async Task<IReadOnlyList<Check>> LookAsync(CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, string> rules = new Dictionary<string, string>(StringComparer.Ordinal);
        var spoke = await AwsLookup.TryAsync(SpokeCheck.Name, Where, Redeploy, async () =>
        {
            rules = await RulesAsync(cancellationToken);
            return SpokeCheck.Of(place, Rules.Any(rule => rules.ContainsKey(rule.Name)));
        }, cancellationToken);
        if (spoke.Status == CheckStatus.Failed)
        {
            return [spoke];
        }

        (string Name, string Fix, Func<Task<Check>> Look)[] looks =
        [
            ("trail", NeedsTrail, () => TrailAsync(cancellationToken)),
            ("rules", Redeploy, () => ForwardingAsync(rules, cancellationToken)),
            ("own-source", Redeploy, () => OwnSourceAsync(cancellationToken)),
            ("schedules", Redeploy, () => new Schedules(aws, place.Region).CheckAsync("schedules", Where, ["rootwatch-heartbeat", "rootwatch-cloudtrail-probe"], Redeploy, cancellationToken)),
            ("undelivered", Redeploy, () => new Queue(aws, place.Region, Undelivered).CheckAsync("undelivered", Where, expected.Redrive, cancellationToken)),
            ("queue-alarm", Redeploy, () => AlarmAsync(cancellationToken)),
            ("termination-protection", Redeploy, () => new Stack(aws, place.Region, "rootwatch-spoke").ProtectionAsync(Where, cancellationToken)),
        ];
        List<Check> checks = [];
        foreach (var (name, fix, look) in looks)
        {
            checks.Add(await AwsLookup.TryAsync(name, Where, fix, look, cancellationToken));
        }

        // A StackSet's stacks have names of their own, and no such protection.
        return [.. checks.Where(check => check.Status != CheckStatus.Skipped)];
    }

    private async Task<Check> TrailAsync(CancellationToken cancellationToken)
    {
        var trails = (await CloudTrailAsync(place.Region, "DescribeTrails", new JsonObject { ["includeShadowTrails"] = true }, cancellationToken))["trailList"]!.AsArray();
        foreach (var trail in trails)
        {
            var arn = (string)trail!["TrailARN"]!;
            var home = (string?)trail["HomeRegion"] ?? place.Region;
            var isLogging = (bool?)(await CloudTrailAsync(home, "GetTrailStatus", new JsonObject { ["Name"] = arn }, cancellationToken))["IsLogging"] is true;
            if (isLogging && await HasManagementEventsAsync(home, arn, cancellationToken))
            {
                return Check.Passed("trail", Where, $"{(string)trail["Name"]!} records management events");
            }
        }

        return Check.Failed("trail", Where, "no trail records management events here", NeedsTrail);
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

    private async Task<IReadOnlyDictionary<string, string>> RulesAsync(CancellationToken cancellationToken)
    {
        var answer = await EventsAsync("ListRules", new JsonObject { ["NamePrefix"] = "rootwatch-" }, cancellationToken);
        return answer["Rules"]!.AsArray().ToDictionary(rule => (string)rule!["Name"]!, rule => (string)rule!["State"]!, StringComparer.Ordinal);
    }

    private async Task<Check> ForwardingAsync(IReadOnlyDictionary<string, string> there, CancellationToken cancellationToken)
    {
        foreach (var (name, state) in Rules)
        {
            if (!there.TryGetValue(name, out var found) || found != state)
            {
                return Check.Failed("rules", Where, $"{name} {(found is null ? "is missing" : $"is {found}, not {state}")}", Redeploy);
            }

            var targets = (await EventsAsync("ListTargetsByRule", new JsonObject { ["Rule"] = name }, cancellationToken))["Targets"]!.AsArray();
            if (!targets.Any(target => (string)target!["Arn"]! == hubBusArn))
            {
                return Check.Failed("rules", Where, $"{name} does not forward to {hubBusArn}", Redeploy);
            }
        }

        return await AwsLookup.MayAsync(aws, place.Region, $"rootwatch-forward-{place.Region}", "events:PutEvents", hubBusArn, cancellationToken)
            ? Check.Passed("rules", Where, "all forward to the hub")
            : Check.Failed("rules", Where, $"the role rootwatch-forward-{place.Region} may not put events to the hub", Redeploy);
    }

    private async Task<Check> OwnSourceAsync(CancellationToken cancellationToken)
    {
        var policy = BusPolicy.Of(await EventsAsync("DescribeEventBus", new JsonObject { ["Name"] = "default" }, cancellationToken));
        var isReserved = policy.Reserves("rootwatch", $"rootwatch-heartbeat-{place.Region}", $"rootwatch-test-{place.Region}");
        return Check.Of("own-source", Where, isReserved, isReserved ? "heartbeats and tests come from RootWatch's roles alone" : "the default bus takes heartbeats and tests from anybody in the account", Redeploy);
    }

    private async Task<Check> AlarmAsync(CancellationToken cancellationToken)
    {
        var answer = await aws.QueryAsync("monitoring", place.Region, "2010-08-01", "DescribeAlarms", [("AlarmNames.member.1", Undelivered)], cancellationToken);
        var isThere = answer.Descendants("AlarmName").Any(name => name.Value == Undelivered);
        return Check.Of("queue-alarm", Where, isThere, isThere ? "is there" : $"there is no alarm {Undelivered}: events may wait, and nobody is told", "Deploy the spoke with QueueAlarm=true.");
    }

    private Task<JsonNode> CloudTrailAsync(string region, string operation, JsonObject request, CancellationToken cancellationToken) =>
        aws.JsonAsync("cloudtrail", region, $"com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.{operation}", request, cancellationToken);

    private Task<JsonNode> EventsAsync(string operation, JsonObject request, CancellationToken cancellationToken) =>
        aws.JsonAsync("events", place.Region, $"AWSEvents.{operation}", request, cancellationToken);
}
