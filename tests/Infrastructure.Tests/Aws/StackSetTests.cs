using System.Text;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Microsoft.Extensions.Time.Testing;
using RootWatch.Simulator.Aws;
using RootWatch.Simulator.Deployed;

namespace RootWatch.Infrastructure.Tests.Aws;

/// <summary>The organization's StackSet on moto_server, which makes its instances in the accounts of a unit.</summary>
public sealed class StackSetTests : IAsyncLifetime
{
    private const string Version = "2010-05-15";
    private MotoServer _moto = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _moto = await MotoServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (_moto is not null)
        {
            await _moto.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("us-east-1")]
    [InlineData("eu-west-1")]
    public async Task Root_use_in_a_member_account_reaches_the_hubs_bus_from_every_region(string region)
    {
        await EventsAsync(_moto.Api, MotoServer.Region, "CreateEventBus", new JsonObject { ["Name"] = "rootwatch" });
        await EventsAsync(_moto.Api, MotoServer.Region, "PutRule", new JsonObject { ["EventBusName"] = "rootwatch", ["Name"] = "all", ["EventPattern"] = """{"source":[{"exists":true}]}""" });
        var hub = new DeployedBus(_moto.Api, MotoServer.Region, "rootwatch", new FakeTimeProvider());
        await hub.ReadAsync(Cancellation);
        var (unit, account) = await OrganizationAsync();
        await DeployAsync(unit, otherRegions: "eu-west-1");

        using var member = _moto.Api.As(await AssumeAsync(account));
        foreach (var sample in new[] { "root-create-access-key", "silent-iam-user" })
        {
            var entry = new JsonObject { ["Source"] = "aws.iam", ["DetailType"] = "AWS API Call via CloudTrail", ["Detail"] = Encoding.UTF8.GetString(Sample.Record(sample)) };
            await EventsAsync(member, region, "PutEvents", new JsonObject { ["Entries"] = new JsonArray(entry) });
        }

        (await hub.MatchedAsync("all", Cancellation)).ShouldHaveSingleItem().ShouldContain("CreateAccessKey");
    }

    private async Task<(string Unit, string Account)> OrganizationAsync()
    {
        await OrganizationsAsync("CreateOrganization", new JsonObject { ["FeatureSet"] = "ALL" });
        var created = await OrganizationsAsync("CreateAccount", new JsonObject { ["Email"] = "a@example.com", ["AccountName"] = "a" });
        var root = await OrganizationsAsync("ListRoots", new JsonObject());
        return ((string)root["Roots"]![0]!["Id"]!, (string)created["CreateAccountStatus"]!["AccountId"]!);
    }

    // moto's CloudFormation knows no StackSet in a template, but its API makes one.
    private async Task DeployAsync(string unit, string otherRegions)
    {
        var template = Template.Read("organization");
        var given = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["OrganizationalUnitIds"] = unit,
            ["OtherRegions"] = otherRegions,
            ["HubBusArn"] = $"arn:aws:events:{MotoServer.Region}:{MotoCloud.Account}:event-bus/rootwatch",
        };
        var stackSet = new Evaluation(template, given, MotoCloud.Account, "us-east-1").Of(template["Resources"]!["Spokes"]!["Properties"])!;
        var name = (string)stackSet["StackSetName"]!;
        var parameters = stackSet["Parameters"]!.AsArray().Index().SelectMany(parameter => new[]
        {
            ($"Parameters.member.{parameter.Index + 1}.ParameterKey", (string)parameter.Item!["ParameterKey"]!),
            ($"Parameters.member.{parameter.Index + 1}.ParameterValue", parameter.Item["ParameterValue"]!.ToString()),
        });
        await FormationAsync("CreateStackSet", [("StackSetName", name), ("TemplateBody", (string)stackSet["TemplateBody"]!), ("PermissionModel", (string)stackSet["PermissionModel"]!), .. parameters]);
        foreach (var group in stackSet["StackInstancesGroup"]!.AsArray())
        {
            await FormationAsync(
                "CreateStackInstances",
                [
                    ("StackSetName", name), ("DeploymentTargets.OrganizationalUnitIds.member.1", group!["DeploymentTargets"]!["OrganizationalUnitIds"]!.ToString()),
                    .. (group["Regions"] is JsonArray list ? list.Select(region => region!.ToString()) : group["Regions"]!.ToString().Split(',')).Index().Select(region => ($"Regions.member.{region.Index + 1}", region.Item)),
                ]);
        }
    }

    private async Task<SessionAWSCredentials> AssumeAsync(string account)
    {
        var answer = await _moto.Api.QueryAsync("sts", "us-east-1", "2011-06-15", "AssumeRole", [("RoleArn", $"arn:aws:iam::{account}:role/OrganizationAccountAccessRole"), ("RoleSessionName", "test")], Cancellation);
        return new SessionAWSCredentials(answer.Descendants("AccessKeyId").Single().Value, answer.Descendants("SecretAccessKey").Single().Value, answer.Descendants("SessionToken").Single().Value);
    }

    private Task<System.Xml.Linq.XElement> FormationAsync(string action, IEnumerable<(string Name, string Value)> parameters) =>
        _moto.Api.QueryAsync("cloudformation", "us-east-1", Version, action, [.. parameters], Cancellation);

    private Task<JsonNode> OrganizationsAsync(string operation, JsonObject request) => _moto.Api.JsonAsync("organizations", "us-east-1", $"AWSOrganizationsV20161128.{operation}", request, Cancellation);

    private static Task<JsonNode> EventsAsync(AwsApi aws, string region, string operation, JsonObject request) => aws.JsonAsync("events", region, $"AWSEvents.{operation}", request, Cancellation);
}
