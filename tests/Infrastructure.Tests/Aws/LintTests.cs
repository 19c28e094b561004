namespace RootWatch.Infrastructure.Tests.Aws;

public sealed class LintTests
{
    // A region of each partition. GovCloud has no API destinations, so no hub.
    [Theory]
    [InlineData("us-east-1", "hub", "spoke", "organization")]
    [InlineData("eu-central-1", "hub", "spoke", "organization")]
    [InlineData("cn-north-1", "hub", "spoke", "organization")]
    [InlineData("us-gov-west-1", "spoke", "organization")]
    public async Task Templates_have_neither_errors_nor_warnings(string region, params string[] templates)
    {
        var linter = Tool.Require("cfn-lint", "pip install cfn-lint");

        await using var lint = Child.Start(linter, ["--regions", region, "--non-zero-exit-code", "informational", "--template", .. templates.Select(Template.PathOf)]);

        (await lint.ExitCodeAsync()).ShouldBe(0, lint.Output);
    }

    [Fact]
    public void Every_template_is_linted() => Template.Names.ShouldBe(["hub", "organization", "spoke"]);

    [Theory]
    [InlineData("hub")]
    [InlineData("spoke")]
    [InlineData("organization")]
    public void No_template_names_a_partition(string template) =>
        File.ReadAllText(Template.PathOf(template)).ShouldNotContain("arn:aws:");

    [Theory]
    [InlineData("hub")]
    [InlineData("spoke")]
    [InlineData("organization")]
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
        var targets = Template.Names.Where(name => name != "organization").SelectMany(name => Template.Resources(Template.Read(name)))
            .Where(resource => resource.Type == "AWS::Events::Rule")
            .SelectMany(rule => rule.Resource["Properties"]!["Targets"]!.AsArray());

        targets.ShouldNotBeEmpty();
        targets.ShouldAllBe(target => (int)target!["RetryPolicy"]!["MaximumEventAgeInSeconds"]! == 86_400 && (int)target["RetryPolicy"]!["MaximumRetryAttempts"]! == 185 && target["DeadLetterConfig"]!["Arn"] != null);
    }

    [Fact]
    public void The_organizations_StackSet_holds_the_spoke_word_for_word()
    {
        const string Marker = "      TemplateBody: |\n";
        var head = File.ReadAllText(Template.PathOf("organization")).Split(Marker)[0];
        var body = string.Concat(File.ReadLines(Template.PathOf("spoke")).Select(line => line.Length == 0 ? "\n" : $"        {line}\n"));

        Approved.ShouldMatch(head + Marker + body, "infra/aws-cloudformation/organization.yaml");
    }
}
