using System.Text.Json.Nodes;

namespace RootWatch.Infrastructure.Tests.Aws;

public sealed class LintTests
{
    // A region of each partition. GovCloud has no API destinations, so no hub.
    [Theory]
    [InlineData("us-east-1", "hub", "spoke", "organization", "direct-alarm")]
    [InlineData("eu-central-1", "hub", "spoke", "organization", "direct-alarm")]
    [InlineData("cn-north-1", "hub", "spoke", "organization", "direct-alarm")]
    [InlineData("us-gov-west-1", "spoke", "organization", "direct-alarm")]
    public async Task Templates_have_neither_errors_nor_warnings(string region, params string[] templates)
    {
        var linter = Tool.Require("cfn-lint", "pip install cfn-lint");

        await using var lint = Child.Start(linter, ["--regions", region, "--non-zero-exit-code", "informational", "--template", .. templates.Select(Template.PathOf)]);

        (await lint.ExitCodeAsync()).ShouldBe(0, lint.Output);
    }

    [Fact]
    public void Every_template_is_linted() => Template.Names.ShouldBe(["direct-alarm", "hub", "organization", "spoke"]);

    // What the AWS CLI takes without a bucket to put it into.
    [Fact]
    public void Every_template_is_small_enough_to_be_deployed_as_it_is() =>
        Template.Names.ShouldAllBe(name => new FileInfo(Template.PathOf(name)).Length <= 51_200);

    [Theory]
    [InlineData("hub")]
    [InlineData("spoke")]
    [InlineData("organization")]
    [InlineData("direct-alarm")]
    public void No_template_names_a_partition(string template) =>
        File.ReadAllText(Template.PathOf(template)).ShouldNotContain("arn:aws:");

    [Theory]
    [InlineData("hub")]
    [InlineData("spoke")]
    [InlineData("organization")]
    [InlineData("direct-alarm")]
    public void Parameters_are_described_grouped_and_labelled(string name)
    {
        var template = Template.Read(name);
        var parameters = template["Parameters"]!.AsObject();
        var shown = template["Metadata"]!["AWS::CloudFormation::Interface"]!;

        parameters.ShouldAllBe(parameter => parameter.Value!["Description"] != null);
        shown["ParameterGroups"]!.AsArray().SelectMany(group => group!["Parameters"]!.AsArray()).Select(parameter => (string)parameter!).ShouldBe(parameters.Select(parameter => parameter.Key), ignoreOrder: true);
        shown["ParameterLabels"]!.AsObject().Select(label => label.Key).ShouldBe(parameters.Select(parameter => parameter.Key), ignoreOrder: true);
        (template["Conditions"]?.AsObject() ?? []).ShouldAllBe(condition => condition.Key.StartsWith("Has", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_rules_target_states_its_retries_and_has_a_dead_letter_queue()
    {
        var targets = Targets().Where(target => target.Rule != "OwnSigns" || target.Template != "hub").Select(target => target.Target).ToList();

        targets.ShouldNotBeEmpty();
        targets.ShouldAllBe(target => (int)target["RetryPolicy"]!["MaximumEventAgeInSeconds"]! == 86_400 && (int)target["RetryPolicy"]!["MaximumRetryAttempts"]! == 185 && target["DeadLetterConfig"]!["Arn"] != null);
    }

    [Fact]
    public void Heartbeats_and_tests_wait_nowhere_for_the_function()
    {
        var target = Targets().Single(target => target is { Template: "hub", Rule: "OwnSigns" }).Target;

        ((int)target["RetryPolicy"]!["MaximumEventAgeInSeconds"]!).ShouldBe(300);
        target["DeadLetterConfig"].ShouldBeNull();
    }

    [Fact]
    public void Queues_outlive_their_stack()
    {
        var queues = Template.Names.Where(name => name != "organization").SelectMany(name => Template.Resources(Template.Read(name))).Where(resource => resource.Type == "AWS::SQS::Queue").ToList();

        queues.Count.ShouldBe(4);
        queues.ShouldAllBe(queue => (string)queue.Resource["DeletionPolicy"]! == "RetainExceptOnCreate" && (string)queue.Resource["UpdateReplacePolicy"]! == "Retain");
    }

    [Fact]
    public void The_organizations_StackSet_holds_the_spoke_word_for_word()
    {
        const string Marker = "      TemplateBody: |\n";
        var head = File.ReadAllText(Template.PathOf("organization")).Split(Marker)[0];
        var body = string.Concat(File.ReadLines(Template.PathOf("spoke")).Select(line => line.Length == 0 ? "\n" : $"        {line}\n"));

        Approved.ShouldMatch(head + Marker + body, "infra/aws-cloudformation/organization.yaml");
    }

    private static IEnumerable<(string Template, string Rule, JsonNode Target)> Targets() =>
        from template in Template.Names
        where template != "organization"
        from rule in Template.Resources(Template.Read(template))
        where rule.Type == "AWS::Events::Rule"
        from target in rule.Resource["Properties"]!["Targets"]!.AsArray()
        select (template, rule.Name, target);
}
