using System.Text.RegularExpressions;
using RootWatch.Cli.Deploy;
using RootWatch.Cli.Deploy.Aws;
using RootWatch.Cli.Deploy.Azure;
using RootWatch.Cli.Deploy.Settings;
using RootWatch.Infrastructure.Tests.Azure;

namespace RootWatch.Infrastructure.Tests.Deploy;

public sealed partial class DeploymentSettingsTests
{
    private static readonly Dictionary<string, string> Least = new(StringComparer.Ordinal)
    {
        ["ROOTWATCH_SUBSCRIPTION_ID"] = "11111111-2222-4333-8444-555555555555",
        ["ROOTWATCH_RESOURCE_GROUP"] = "rg-rootwatch",
        ["ROOTWATCH_LOCATION"] = "westeurope",
        ["ROOTWATCH_OPERATIONS_EMAIL"] = "operations@example.com",
        ["ROOTWATCH_HUB_ACCOUNT"] = "111122223333",
        ["ROOTWATCH_HUB_REGION"] = "eu-central-1",
        ["ROOTWATCH_ORGANIZATION_ID"] = "o-a1b2c3d4e5",
    };

    [Fact]
    public void The_least_settings_are_enough() => Of().ResourceGroup.ShouldBe("rg-rootwatch");

    [Fact]
    public void Everything_that_is_missing_is_named_at_once()
    {
        var message = Should.Throw<DeploymentException>(() => DeploymentSettings.Of("deploy.env", new Dictionary<string, string>(StringComparer.Ordinal))).Message;

        Least.Keys.ShouldAllBe(name => message.Contains($"{name} is empty: give ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ROOTWATCH_HUB_ACCOUNT", "12345", "must be an account id of 12 digits")]
    [InlineData("ROOTWATCH_HUB_REGION", "frankfurt", "must be a region")]
    [InlineData("ROOTWATCH_AMAZON_Q", "yes", "must be true or false")]
    [InlineData("ROOTWATCH_HEARTBEAT_MINUTES", "1", "must be a whole number from 2 to 60")]
    [InlineData("ROOTWATCH_MAXIMUM_INSTANCES", "-1", "must be a whole number from 1 to 1000")]
    [InlineData("ROOTWATCH_BASE_URL", "http://alerts.example.com", "must be an https address without a path")]
    [InlineData("ROOTWATCH_BASE_URL", "https://alerts.example.com/x", "must be an https address without a path")]
    [InlineData("ROOTWATCH_POLICY", "no-such-file.json", "must be a file that exists")]
    [InlineData("ROOTWATCH_SETTINGS", "[]", "must be a JSON object of texts")]
    [InlineData("ROOTWATCH_SETTINGS", "{\"A\":1}", "must be a JSON object of texts")]
    [InlineData("ROOTWATCH_SETTINGS", "{\"Links__BaseUrl\":\"https://x.example\"}", "may not set Links__BaseUrl")]
    [InlineData("ROOTWATCH_SETTINGS", "{\"links__keys__x\":\"y\"}", "may not set links__keys__x")]
    [InlineData("ROOTWATCH_EXCEPT_REGIONS", "eu-west-1,us-east-1", "may not name us-east-1")]
    [InlineData("ROOTWATCH_UNITS", "r-ab12", "ROOTWATCH_UNITS needs ROOTWATCH_MANAGEMENT_ACCOUNT")]
    [InlineData("ROOTWATCH_TEAMS_VIA", "Graph", "ROOTWATCH_TEAMS_VIA=Graph needs")]
    [InlineData("ROOTWATCH_DIRECT_ALARM", "true", "ROOTWATCH_DIRECT_ALARM needs")]
    [InlineData("ROOTWATCH_HUB_REGOIN", "eu-central-1", "ROOTWATCH_HUB_REGOIN is not a setting")]
    [InlineData("ROOTWATCH_TEAMS_WORKFLOW_URL", "https://x.example", "is a secret: set it in the environment")]
    public void What_cannot_be_right_is_named_with_what_would_be(string name, string value, string words) =>
        Should.Throw<DeploymentException>(() => Of((name, value))).Message.ShouldContain(words);

    [Theory]
    [InlineData("eu-central-1", "arn:aws:sns:eu-central-1:111122223333:rootwatch-alerts", "us-east-1")]
    [InlineData("cn-north-1", "arn:aws-cn:sns:cn-north-1:111122223333:rootwatch-alerts", "cn-north-1")]
    public void Names_follow_the_partition(string region, string topic, string global)
    {
        var settings = Of(("ROOTWATCH_HUB_REGION", region));

        settings.TopicArn.ShouldBe(topic);
        settings.GlobalRegion.ShouldBe(global);
    }

    [Fact]
    public void The_sample_explains_every_setting_and_no_other()
    {
        var sample = File.ReadAllText(Repository.PathOf("infra/deploy.env.sample"));

        Assignment().Matches(sample).Select(match => match.Groups["name"].Value).Order(StringComparer.Ordinal).ShouldBe(KnownSettings.All.Select(known => known.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_sample_can_be_read_and_lacks_what_only_you_know()
    {
        var sample = EnvironmentFile.Parse("infra/deploy.env.sample", File.ReadLines(Repository.PathOf("infra/deploy.env.sample")));

        var message = Should.Throw<DeploymentException>(() => DeploymentSettings.Of("infra/deploy.env.sample", sample)).Message;

        message.Split('\n').Skip(1).ShouldAllBe(line => line.Contains(" is empty: give ", StringComparison.Ordinal));
    }

    [Fact]
    public void Bicep_reads_exactly_the_variables_that_a_deployment_sets()
    {
        var parameters = File.ReadAllText(Bicep.PathOf("main.bicepparam"));
        var set = BicepVariables.Of(Of(), "api://x", HubArns.Of(Of(), hub: null), ["a"], new NewSecrets());

        Read().Matches(parameters).Select(match => match.Groups["name"].Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ShouldBe(set.Keys.Order(StringComparer.Ordinal));
    }

    private static DeploymentSettings Of(params (string Name, string Value)[] more)
    {
        var settings = new Dictionary<string, string>(Least, StringComparer.Ordinal);
        foreach (var (name, value) in more)
        {
            settings[name] = value;
        }

        return DeploymentSettings.Of("deploy.env", settings);
    }

    [GeneratedRegex("^#?(?<name>ROOTWATCH_[A-Z0-9_]+)=", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Assignment();

    [GeneratedRegex(@"readEnvironmentVariable\('(?<name>[A-Z0-9_]+)'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Read();
}
