using System.Text.Json.Nodes;
using RootWatch.Cli.Verify;
using RootWatch.Infrastructure.Tests.Aws;

namespace RootWatch.Infrastructure.Tests.Verify;

/// <summary>The role that AWS itself is asked with, on moto_server, whole and changed.</summary>
public sealed class ReaderRoleTests : IAsyncLifetime
{
    private const string Region = "us-east-1";
    private static readonly string Bridge = $"arn:aws:iam::{MotoCloud.Account}:role/rootwatch-bridge";
    private MotoServer _moto = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _moto = await MotoServer.StartAsync();
        await new MotoCloud(_moto.Api, Region).DeployAsync("spoke", new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["HubBusArn"] = $"arn:aws:events:{MotoServer.Region}:{MotoCloud.Account}:event-bus/rootwatch",
            ["ReaderExternalId"] = "3f1c5b1e0e7d4a5f9c2b",
            ["BridgeRoleArn"] = Bridge,
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_moto is not null)
        {
            await _moto.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_reader_as_it_was_deployed_passes() =>
        (await LookAsync()).ShouldBe(Check.Passed("reader", MotoCloud.Account, "lets the bridge ask, and nobody else"));

    [Fact]
    public async Task A_reader_that_is_gone_fails()
    {
        await IamAsync("DeleteRolePolicy", ("PolicyName", "ask"));
        await IamAsync("DeleteRole");

        (await FailureAsync()).ShouldBe("there is no role rootwatch-reader: this account is not asked");
    }

    [Theory]
    [InlineData("""{"AWS":"arn:aws:iam::999988887777:role/rootwatch-bridge"}""")]
    [InlineData("""{"AWS":"AROAQ3EGVIEXAMPLE0002"}""")]
    [InlineData("""{"AWS":"*"}""")]
    [InlineData("\"*\"")]
    [InlineData("""{"AWS":["arn:aws:iam::123456789012:role/rootwatch-bridge","arn:aws:iam::999988887777:root"]}""")]
    [InlineData("""{"AWS":"arn:aws:iam::123456789012:role/rootwatch-bridge","Service":"ec2.amazonaws.com"}""")]
    public async Task A_reader_that_trusts_another_fails(string principal)
    {
        await TrustAsync($$$$"""{"Effect":"Allow","Principal":{{{{principal}}}},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:ExternalId":"3f1c5b1e0e7d4a5f9c2b"}}}""");

        (await FailureAsync()).ShouldBe($"rootwatch-reader does not trust {Bridge} alone");
    }

    [Fact]
    public async Task A_reader_that_trusts_another_besides_fails()
    {
        await TrustAsync(
            $$$$"""{"Effect":"Allow","Principal":{"AWS":"{{{{Bridge}}}}"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:ExternalId":"3f1c5b1e0e7d4a5f9c2b"}}},{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::999988887777:root"},"Action":"sts:AssumeRole"}""");

        (await FailureAsync()).ShouldBe($"rootwatch-reader does not trust {Bridge} alone");
    }

    [Theory]
    [InlineData("")]
    [InlineData(""","Condition":{"StringEquals":{"sts:ExternalId":""}}""")]
    [InlineData(""","Condition":{"StringLike":{"sts:ExternalId":"*"}}""")]
    public async Task A_reader_that_asks_for_no_external_id_fails(string condition)
    {
        await TrustAsync($$"""{"Effect":"Allow","Principal":{"AWS":"{{Bridge}}"},"Action":"sts:AssumeRole"{{condition}}}""");

        (await FailureAsync()).ShouldBe("rootwatch-reader asks for no external id");
    }

    [Theory]
    [InlineData("\"Action\":\"cloudtrail:LookupEvents\"", "cloudtrail:LookupEvents")]
    [InlineData("\"Action\":\"*\"", "*")]
    [InlineData("\"NotAction\":\"iam:CreateUser\"", "all but some")]
    public async Task A_reader_that_may_do_less_or_more_fails(string actions, string shown)
    {
        await IamAsync("PutRolePolicy", ("PolicyName", "ask"), ("PolicyDocument", $$$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow",{{{actions}}},"Resource":"*"}}"""));

        (await FailureAsync()).ShouldBe($"rootwatch-reader may do {shown}, not account:ListRegions, cloudtrail:LookupEvents, ec2:DescribeRegions, iam:GetAccountSummary");
    }

    [Fact]
    public async Task A_reader_with_another_policy_besides_fails()
    {
        await IamAsync("PutRolePolicy", ("PolicyName", "more"), ("PolicyDocument", """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}"""));
        (await FailureAsync()).ShouldContain("s3:GetObject");
        await IamAsync("DeleteRolePolicy", ("PolicyName", "more"));

        await IamAsync("CreatePolicy", ("PolicyName", "administrator"), ("PolicyDocument", """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"""));
        await IamAsync("AttachRolePolicy", ("PolicyArn", $"arn:aws:iam::{MotoCloud.Account}:policy/administrator"));
        (await FailureAsync()).ShouldBe("rootwatch-reader has policies that are not RootWatch's");
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    public async Task It_is_looked_for_where_the_hub_lets_its_role_assume_it(string asks, bool isWanted)
    {
        await new MotoCloud(_moto.Api, MotoServer.Region).DeployAsync("hub", new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["FunctionUrl"] = "https://func-rootwatch.azurewebsites.net/api/events",
            ["FunctionKey"] = Deployment.Key,
            ["OrganizationId"] = "o-a1b2c3d4e5",
            ["EntraTenantId"] = Deployment.Tenant,
            ["BridgeObjectId"] = Deployment.Identity,
            ["BridgeAudience"] = Deployment.Audience,
            ["AskAccounts"] = asks,
        });

        (await ReaderRole.IsWantedAsync(_moto.Api, Region, "aws", Cancellation)).ShouldBe(isWanted);
    }

    private Task<Check> LookAsync() => new ReaderRole(_moto.Api, Region).LookAsync(MotoCloud.Account, Bridge, Cancellation);

    private async Task<string> FailureAsync()
    {
        var check = await LookAsync();
        check.Status.ShouldBe(CheckStatus.Failed);
        check.Fix!.ShouldContain("ReaderExternalId");
        return check.Detail;
    }

    private Task TrustAsync(string statements) =>
        IamAsync("UpdateAssumeRolePolicy", ("PolicyDocument", JsonNode.Parse($$"""{"Version":"2012-10-17","Statement":[{{statements}}]}""")!.ToJsonString()));

    private async Task IamAsync(string action, params (string Name, string Value)[] parameters) =>
        await _moto.Api.QueryAsync("iam", Region, "2010-05-08", action, [("RoleName", ReaderRole.Name), .. parameters], Cancellation);
}
