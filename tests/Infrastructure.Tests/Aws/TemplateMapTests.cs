using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace RootWatch.Infrastructure.Tests.Aws;

/// <summary>docs/aws-templates.md maps every part of the templates to the tests that hold it.</summary>
public sealed class TemplateMapTests
{
    private const string RealCloud = "only a real cloud";
    private static readonly string[] Lines = File.ReadAllLines(Repository.PathOf("docs/aws-templates.md"));
    private static readonly Regex TestName = new("`(?<class>[A-Z][A-Za-z]*Tests)([.](?<method>[A-Za-z0-9_]+))?`", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture);

    [Theory]
    [InlineData("hub")]
    [InlineData("spoke")]
    [InlineData("organization")]
    [InlineData("direct-alarm")]
    public void The_page_has_each_resource_statement_and_pattern_of_a_template_and_no_other(string template) =>
        Rows($"{template}.yaml").Select(Part).ShouldBe(PartsOf(template), ignoreOrder: true);

    [Fact]
    public void The_page_has_each_statement_of_the_service_control_policy_and_no_other() =>
        Rows("protect-rootwatch.json").Select(Part).ShouldBe(Sids(JsonNode.Parse(File.ReadAllText(Repository.PathOf("infra/aws-organizations/protect-rootwatch.json")))!), ignoreOrder: true);

    [Fact]
    public void Each_part_names_a_test()
    {
        var parts = (string[])["hub.yaml", "spoke.yaml", "organization.yaml", "direct-alarm.yaml", "protect-rootwatch.json"];

        parts.SelectMany(Rows).ShouldAllBe(row => TestName.IsMatch(row));
    }

    [Fact]
    public void Each_finding_names_a_test_or_says_that_it_takes_a_real_cloud()
    {
        Rows("What was found, and what holds it").ShouldNotBeEmpty();
        Rows("What was found, and what holds it").ShouldAllBe(row => TestName.IsMatch(row) || row.Contains(RealCloud, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Each_test_that_the_page_names_exists()
    {
        var named = Lines.SelectMany(line => TestName.Matches(line)).Select(match => (Class: match.Groups["class"].Value, Method: match.Groups["method"].Value)).Distinct().ToList();

        named.Count.ShouldBeGreaterThan(40);
        named.Where(test => !Exists(test.Class, test.Method)).ShouldBeEmpty();
    }

    private static IEnumerable<string> PartsOf(string template) =>
        Template.Resources(Template.Read(template)).SelectMany(resource => Within(resource.Type, resource.Resource["Properties"]!).Select(part => $"{resource.Name}: {part}").Prepend(resource.Name));

    private static IEnumerable<string> Within(string type, JsonNode properties) =>
        type switch
        {
            "AWS::Events::Rule" => ["pattern"],
            "AWS::Events::EventBusPolicy" => [(string)properties["StatementId"]!],
            "AWS::SNS::TopicPolicy" or "AWS::SQS::QueuePolicy" => Sids(properties["PolicyDocument"]!),
            "AWS::KMS::Key" => Sids(properties["KeyPolicy"]!),
            "AWS::IAM::Role" => (properties["Policies"]?.AsArray() ?? []).Select(policy => (string)policy!["PolicyName"]!).Prepend("trust"),
            "AWS::IAM::Policy" => [(string)properties["PolicyName"]!],
            _ => [],
        };

    private static IEnumerable<string> Sids(JsonNode policy) => policy["Statement"]!.AsArray().Select(statement => (string)statement!["Sid"]!);

    // Without the table's head.
    private static IEnumerable<string> Rows(string heading) =>
        Lines.SkipWhile(line => line != $"## {heading}").Skip(1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal)).Where(line => line.StartsWith('|')).Skip(2);

    private static string Part(string row) => row.Split('|')[1].Trim().Trim('`');

    private static bool Exists(string name, string method) =>
        typeof(TemplateMapTests).Assembly.GetTypes().Where(type => type.Name == name).Any(type => method.Length == 0 || type.GetMethod(method, BindingFlags.Public | BindingFlags.Instance) is not null)
        || Directory.EnumerateFiles(Repository.PathOf("tests"), $"{name}.cs", SearchOption.AllDirectories).Any(file => method.Length == 0 || File.ReadAllText(file).Contains($" {method}(", StringComparison.Ordinal));
}
