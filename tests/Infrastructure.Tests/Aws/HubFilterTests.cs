using System.Text.Json.Nodes;

namespace RootWatch.Infrastructure.Tests.Aws;

/// <summary>The hub's rules against the spokes': who may forward cannot widen what is delivered.</summary>
public sealed class HubFilterTests
{
    private static readonly JsonObject Hub = Template.Read("hub");
    private static readonly JsonObject Spoke = Template.Read("spoke");

    [Fact]
    public void Every_rule_of_a_spoke_has_one_of_its_name_in_the_hub() =>
        PatternsOf(Hub).Keys.Except(["rootwatch-hub-tampering"], StringComparer.Ordinal).ShouldBe(PatternsOf(Spoke).Keys.Except(["rootwatch-direct-alarm"], StringComparer.Ordinal), ignoreOrder: true);

    [Fact]
    public void The_hub_repeats_the_spokes_filters()
    {
        var (hub, spoke) = (PatternsOf(Hub), PatternsOf(Spoke));

        foreach (var name in spoke.Keys.Except(["rootwatch-direct-alarm", "rootwatch-root-activity", "rootwatch-own-signs"], StringComparer.Ordinal))
        {
            hub[name].ToJsonString().ShouldBe(spoke[name].ToJsonString(), name);
        }
    }

    [Fact]
    public void For_root_it_adds_its_own_heartbeat_and_takes_every_regions_probe()
    {
        var branches = PatternsOf(Hub)["rootwatch-root-activity"]["$or"]!.AsArray();

        branches.Count.ShouldBe(2);
        branches[0]!.ToJsonString().ShouldBe(PatternsOf(Spoke)["rootwatch-root-activity"].ToJsonString().Replace(
            """["rootwatch-cloudtrail-probe-us-east-1"]""", """[{"prefix":"rootwatch-cloudtrail-probe-"}]""", StringComparison.Ordinal));
        branches[1]!.ToJsonString().ShouldBe($$$"""{"source":["rootwatch"],"detail-type":["RootWatch Heartbeat"],"account":["{{{MotoCloud.Account}}}"],"detail":{"path":["root"]}}""");
    }

    [Fact]
    public void Its_own_heartbeat_takes_no_other_rule()
    {
        var pattern = PatternsOf(Hub)["rootwatch-own-signs"];

        pattern["detail"]!.ToJsonString().ShouldBe("""{"path":[{"exists":false}]}""");
        pattern.Remove("detail");
        pattern.ToJsonString().ShouldBe(PatternsOf(Spoke)["rootwatch-own-signs"].ToJsonString());
    }

    [Theory]
    [InlineData("hub")]
    [InlineData("spoke")]
    [InlineData("direct-alarm")]
    public void Every_pattern_names_sources_that_nobody_can_forge(string name)
    {
        foreach (var (rule, pattern) in PatternsOf(Template.Read(name)))
        {
            foreach (var branch in pattern["$or"]?.AsArray().Select(branch => branch!.AsObject()) ?? [pattern])
            {
                branch["source"]!.AsArray().ShouldAllBe(source => IsGenuine(source!), $"{name} {rule}");
            }
        }
    }

    [Theory]
    [InlineData("hub")]
    [InlineData("spoke")]
    [InlineData("direct-alarm")]
    public void Patterns_fit_into_EventBridges_limit(string name) =>
        PatternsOf(Template.Read(name)).ShouldAllBe(rule => rule.Value.ToJsonString().Length <= 2048);

    [Fact]
    public void What_a_class_of_events_needs_is_its_own()
    {
        var ways = Template.Resources(Hub).Where(resource => resource.Type == "AWS::Events::Rule").ToDictionary(
            rule => (string)rule.Resource["Properties"]!["Name"]!,
            rule => rule.Resource["Properties"]!["Targets"]!.AsArray().ShouldHaveSingleItem()!,
            StringComparer.Ordinal);

        string Way(string rule) => $"{ways[rule]["Arn"]!["Fn::GetAtt"]![0]} {ways[rule]["DeadLetterConfig"]?["Arn"]?["Fn::GetAtt"]?[0]}".TrimEnd();
        ways.Keys.GroupBy(Way, StringComparer.Ordinal).ToDictionary(way => way.Key, way => way.Order(StringComparer.Ordinal).ToList(), StringComparer.Ordinal).ShouldSatisfyAllConditions(
            all => all.Keys.ShouldBe(["RootDestination DeadLetters", "TamperingDestination TamperingDeadLetters", "SignsDestination"], ignoreOrder: true),
            all => all["RootDestination DeadLetters"].ShouldBe(["rootwatch-acts-on-root", "rootwatch-aws-findings", "rootwatch-root-activity", "rootwatch-sign-in-anomaly"]),
            all => all["SignsDestination"].ShouldBe(["rootwatch-own-signs"]));
        Template.Resources(Hub).Where(resource => resource.Type == "AWS::Events::ApiDestination").ShouldAllBe(destination => (int)destination.Resource["Properties"]!["InvocationRateLimitPerSecond"]! > 0);
    }

    private static bool IsGenuine(JsonNode source) =>
        source is JsonObject ? (string?)source["prefix"] == "aws." : (string)source! == "rootwatch" || ((string)source!).StartsWith("aws.", StringComparison.Ordinal);

    private static Dictionary<string, JsonObject> PatternsOf(JsonObject template)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["HubBusArn"] = $"arn:aws:events:us-east-1:{MotoCloud.Account}:event-bus/rootwatch",
            ["SecondBusArn"] = "arn:aws:events:us-east-1:444455556666:event-bus/rootwatch-direct",
        };
        var evaluation = new Evaluation(template, parameters, MotoCloud.Account, "us-east-1");
        evaluation.Known["Key"] = "1234abcd-12ab-34cd-56ef-1234567890ab";
        evaluation.Known["Key.Arn"] = $"arn:aws:kms:us-east-1:{MotoCloud.Account}:key/1234abcd-12ab-34cd-56ef-1234567890ab";
        return Template.Resources(template).Where(resource => resource.Type == "AWS::Events::Rule").ToDictionary(
            rule => (string)rule.Resource["Properties"]!["Name"]!, rule => evaluation.Of(rule.Resource["Properties"]!["EventPattern"])!.AsObject(), StringComparer.Ordinal);
    }
}
