using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace RootWatch.Infrastructure.Tests.Aws;

/// <summary>The StackSet, which moto's CloudFormation does not know: by its template's functions.</summary>
public sealed class OrganizationTests
{
    private static readonly JsonObject Organization = Template.Read("organization");

    [Theory]
    [InlineData("", "us-east-1")]
    [InlineData("eu-central-1,eu-west-1", "us-east-1")]
    public void The_region_of_sign_ins_is_always_among_them(string others, string first)
    {
        var groups = Properties(others)["StackInstancesGroup"]!.AsArray();

        groups[0]!["Regions"]!.ToJsonString().ShouldBe($"[\"{first}\"]");
        groups.Count.ShouldBe(others.Length == 0 ? 1 : 2);
        groups.ShouldAllBe(group => group!["DeploymentTargets"]!["OrganizationalUnitIds"] != null);
    }

    [Fact]
    public void Accounts_that_join_get_theirs_by_themselves()
    {
        var stackSet = Properties(string.Empty);

        stackSet["PermissionModel"]!.ToString().ShouldBe("SERVICE_MANAGED");
        stackSet["AutoDeployment"]!["Enabled"]!.GetValue<bool>().ShouldBeTrue();
        stackSet["Parameters"]!.AsArray().Select(parameter => (string)parameter!["ParameterKey"]!).ShouldBe(["HubBusArn", "HeartbeatMinutes", "QueueAlarm", "KmsKeyId", "ReaderExternalId", "BridgeRoleArn"]);
    }

    [Fact]
    public void One_account_that_fails_neither_slows_down_nor_stops_the_others() =>
        Properties(string.Empty)["OperationPreferences"]!.ToJsonString().ShouldBe(
            """{"RegionConcurrencyType":"PARALLEL","ConcurrencyMode":"SOFT_FAILURE_TOLERANCE","MaxConcurrentPercentage":100,"FailureTolerancePercentage":10}""");

    [Theory]
    [InlineData("rootwatch-spokes", true)]
    [InlineData("rootwatch-spokes-2", true)]
    [InlineData("rootwatch-spokes-sandbox-accounts", true)]
    [InlineData("spokes-2", false)]
    [InlineData("my-rootwatch-spokes", false)]
    [InlineData("rootwatch-spokes-", false)]
    [InlineData("rootwatch_spokes", false)]
    public void Parts_of_a_large_organization_get_StackSets_that_still_are_RootWatchs(string name, bool isTaken) =>
        Regex.IsMatch(name, (string)Organization["Parameters"]!["StackSetName"]!["AllowedPattern"]!, RegexOptions.NonBacktracking).ShouldBe(isTaken);

    [Fact]
    public void The_StackSet_has_the_name_that_was_given_and_a_usual_one_otherwise()
    {
        Properties(string.Empty)["StackSetName"]!.ToString().ShouldBe("rootwatch-spokes");
        Properties(string.Empty, ("StackSetName", "rootwatch-spokes-2"))["StackSetName"]!.ToString().ShouldBe("rootwatch-spokes-2");
    }

    // Who leaves regions out has to say so.
    [Fact]
    public void The_other_regions_must_be_given() =>
        Organization["Parameters"]!["OtherRegions"]!["Default"].ShouldBeNull();

    [Fact]
    public void Each_partition_has_its_region_of_global_events() =>
        Organization["Mappings"]!["Partitions"]!.AsObject().Select(partition => $"{partition.Key} {partition.Value!["GlobalRegion"]}").ShouldBe(["aws us-east-1", "aws-us-gov us-gov-west-1", "aws-cn cn-north-1"]);

    private static JsonObject Properties(string others, params (string Name, string Value)[] more)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal) { ["OtherRegions"] = others, ["OrganizationalUnitIds"] = "r-ab12", ["HubBusArn"] = "arn:aws:events:eu-central-1:111122223333:event-bus/rootwatch" };
        foreach (var (name, value) in more)
        {
            parameters[name] = value;
        }

        return new Evaluation(Organization, parameters, MotoCloud.Account, "us-east-1").Of(Organization["Resources"]!["Spokes"]!["Properties"])!.AsObject();
    }
}
