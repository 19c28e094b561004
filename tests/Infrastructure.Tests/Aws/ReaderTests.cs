namespace RootWatch.Infrastructure.Tests.Aws;

/// <summary>The role that the function asks AWS itself with: where it is made, who may assume it, and what it may do.</summary>
public sealed class ReaderTests : IAsyncLifetime
{
    private const string ExternalId = "3f1c5b1e0e7d4a5f9c2b";
    private const string Organization = "o-a1b2c3d4e5";
    private const string Reader = "arn:aws:iam::444455556666:role/rootwatch-reader";
    private static readonly string Bridge = $"arn:aws:iam::{MotoCloud.Account}:role/rootwatch-bridge";
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
    [InlineData("us-east-1", ExternalId, true)]
    [InlineData("us-gov-west-1", ExternalId, true)]
    [InlineData("cn-north-1", ExternalId, true)]
    [InlineData("eu-west-1", ExternalId, false)]
    [InlineData("us-gov-east-1", ExternalId, false)]
    [InlineData("cn-northwest-1", ExternalId, false)]
    [InlineData("us-east-1", "", false)]
    public void One_region_makes_the_reader_and_only_where_there_is_an_external_id(string region, string externalId, bool isMade)
    {
        var template = Template.Read("spoke");

        new Evaluation(template, Parameters(externalId), MotoCloud.Account, region).IsWanted(template["Resources"]!["ReaderRole"]!.AsObject()).ShouldBe(isMade);
    }

    [Fact]
    public async Task Spokes_in_two_regions_of_an_account_make_one_reader()
    {
        await DeploySpokeAsync("us-east-1", ExternalId);
        await DeploySpokeAsync("eu-west-1", ExternalId);

        var role = (await IamAsync("GetRole", ("RoleName", "rootwatch-reader"))).Descendants("Role").Single();
        var policies = await IamAsync("ListRolePolicies", ("RoleName", "rootwatch-reader"));

        role.Element("MaxSessionDuration")!.Value.ShouldBe("3600");
        role.Descendants("Tags").Single().Value.ShouldContain("rootwatch");
        policies.Descendants("member").ShouldHaveSingleItem().Value.ShouldBe("ask");
    }

    [Fact]
    public async Task Without_an_external_id_there_is_no_reader()
    {
        await DeploySpokeAsync("us-east-1", string.Empty);

        var roles = await IamAsync("ListRoles");

        roles.Descendants("RoleName").Select(name => name.Value).ShouldNotContain("rootwatch-reader");
    }

    [Theory]
    [InlineData("role/rootwatch-bridge", MotoCloud.Account, ExternalId, true)]
    [InlineData("role/rootwatch-bridge", MotoCloud.Account, "another-id", false)]
    [InlineData("role/rootwatch-bridge", MotoCloud.Account, null, false)]
    [InlineData("role/rootwatch-bridge", "999988887777", ExternalId, false)]
    [InlineData("role/administrator", MotoCloud.Account, ExternalId, false)]
    [InlineData("user/rootwatch-bridge", MotoCloud.Account, ExternalId, false)]
    [InlineData("root", MotoCloud.Account, ExternalId, false)]
    public void Only_the_bridge_assumes_a_reader_and_only_with_the_external_id(string principal, string account, string? externalId, bool isLetIn)
    {
        var trust = Spoke("AssumeRolePolicyDocument");
        (string, string)[] keys = externalId is null ? [] : [("sts:ExternalId", externalId)];

        trust.Allows(PolicyRequest.Of($"arn:aws:iam::{account}:{principal}", "sts:AssumeRole", Reader, keys)).ShouldBe(isLetIn);
        trust.Allows(PolicyRequest.Of($"arn:aws:iam::{account}:{principal}", "sts:TagSession", Reader, keys)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("cloudtrail:LookupEvents", true)]
    [InlineData("iam:GetAccountSummary", true)]
    [InlineData("ec2:DescribeRegions", true)]
    [InlineData("account:ListRegions", true)]
    [InlineData("cloudtrail:StopLogging", false)]
    [InlineData("cloudtrail:GetTrailStatus", false)]
    [InlineData("iam:GetUser", false)]
    [InlineData("iam:CreateAccessKey", false)]
    [InlineData("ec2:DescribeInstances", false)]
    [InlineData("account:EnableRegion", false)]
    [InlineData("s3:GetObject", false)]
    [InlineData("sts:AssumeRole", false)]
    public void A_reader_asks_and_does_nothing_else(string action, bool isAllowed)
    {
        var role = Template.Read("spoke")["Resources"]!["ReaderRole"]!["Properties"]!;

        role["Policies"]!.AsArray().ShouldHaveSingleItem();
        role["ManagedPolicyArns"].ShouldBeNull();
        new ResourcePolicy(role["Policies"]![0]!["PolicyDocument"]!).Allows(PolicyRequest.Of(Reader, action, "arn:aws:s3:::anything")).ShouldBe(isAllowed);
    }

    [Theory]
    [InlineData("sts:AssumeRole", Reader, Organization, true)]
    [InlineData("sts:AssumeRole", Reader, "o-another0org", false)]
    [InlineData("sts:AssumeRole", Reader, null, false)]
    [InlineData("sts:AssumeRole", "arn:aws:iam::444455556666:role/administrator", Organization, false)]
    [InlineData("sts:AssumeRole", "arn:aws:iam::444455556666:role/rootwatch-reader-of-mine", Organization, false)]
    [InlineData("sts:AssumeRole", "arn:aws:iam::444455556666:role/rootwatch-test-us-east-1", Organization, false)]
    [InlineData("organizations:ListAccounts", "*", null, true)]
    [InlineData("organizations:DescribeAccount", "*", null, false)]
    [InlineData("organizations:LeaveOrganization", "*", null, false)]
    public void The_bridge_may_assume_the_readers_of_its_organization_and_no_other_role(string action, string resource, string? organization, bool isAllowed)
    {
        var template = Template.Read("hub");
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal) { ["OrganizationId"] = Organization };
        var policy = new ResourcePolicy(new Evaluation(template, parameters, MotoCloud.Account, MotoServer.Region).Of(template["Resources"]!["ReaderPolicy"]!["Properties"]!["PolicyDocument"])!);
        (string, string)[] keys = organization is null ? [] : [("aws:ResourceOrgID", organization)];

        policy.Allows(PolicyRequest.Of(Bridge, action, resource, keys)).ShouldBe(isAllowed);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    public void The_hub_lets_its_role_ask_accounts_only_where_that_is_asked_for(string asks, bool isMade)
    {
        var template = Template.Read("hub");

        new Evaluation(template, new Dictionary<string, string>(StringComparer.Ordinal) { ["AskAccounts"] = asks }, MotoCloud.Account, MotoServer.Region).IsWanted(template["Resources"]!["ReaderPolicy"]!.AsObject()).ShouldBe(isMade);
        template["Parameters"]!["AskAccounts"]!["Default"]!.ToString().ShouldBe("false");
    }

    [Fact]
    public void The_organizations_spokes_get_the_external_id_and_the_bridge()
    {
        var template = Template.Read("organization");
        var parameters = Parameters(ExternalId);
        parameters["OrganizationalUnitIds"] = "r-ab12";
        parameters["OtherRegions"] = string.Empty;

        var given = new Evaluation(template, parameters, MotoCloud.Account, "us-east-1").Of(template["Resources"]!["Spokes"]!["Properties"]!["Parameters"])!.AsArray();

        given.Select(parameter => $"{parameter!["ParameterKey"]}={parameter["ParameterValue"]}").TakeLast(2).ShouldBe([$"ReaderExternalId={ExternalId}", $"BridgeRoleArn={Bridge}"]);
    }

    [Theory]
    [InlineData("spoke")]
    [InlineData("organization")]
    public void An_external_id_without_the_bridge_is_refused(string name)
    {
        var rule = Template.Read(name)["Rules"]!["BridgeIsGiven"]!;

        rule["RuleCondition"]!.ToJsonString().ShouldBe("""{"Fn::Not":[{"Fn::Equals":[{"Ref":"ReaderExternalId"},""]}]}""");
        rule["Assertions"]![0]!["Assert"]!.ToJsonString().ShouldBe("""{"Fn::Not":[{"Fn::Equals":[{"Ref":"BridgeRoleArn"},""]}]}""");
    }

    private static Dictionary<string, string> Parameters(string externalId) =>
        new(StringComparer.Ordinal)
        {
            ["HubBusArn"] = $"arn:aws:events:{MotoServer.Region}:{MotoCloud.Account}:event-bus/rootwatch",
            ["ReaderExternalId"] = externalId,
            ["BridgeRoleArn"] = Bridge,
        };

    // A policy of a role names no resource where it says who may assume it.
    private static ResourcePolicy Spoke(string document)
    {
        var template = Template.Read("spoke");
        var policy = new Evaluation(template, Parameters(ExternalId), MotoCloud.Account, "us-east-1").Of(template["Resources"]!["ReaderRole"]!["Properties"]![document])!;
        foreach (var statement in policy["Statement"]!.AsArray())
        {
            statement!["Resource"] = Reader;
        }

        return new ResourcePolicy(policy);
    }

    private Task<IReadOnlyDictionary<string, string>> DeploySpokeAsync(string region, string externalId) => new MotoCloud(_moto.Api, region).DeployAsync("spoke", Parameters(externalId));

    private Task<System.Xml.Linq.XElement> IamAsync(string action, params (string Name, string Value)[] parameters) => _moto.Api.QueryAsync("iam", "us-east-1", "2010-05-08", action, parameters, Cancellation);
}
