using System.Text.Json.Nodes;
using RootWatch.Cli.Verify;

namespace RootWatch.Infrastructure.Tests.Verify;

public sealed class BusPolicyTests
{
    private const string Spokes = """{"Effect":"Allow","Principal":"*","Action":"events:PutEvents","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"},"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/rootwatch-forward-*"}}}""";
    private const string Guard = """{"Effect":"Deny","Principal":"*","Action":"events:PutEvents","Resource":"*","Condition":{"ArnNotLike":{"aws:PrincipalArn":["arn:aws:iam::*:role/rootwatch-forward-*","arn:aws:iam::111122223333:role/rootwatch-hub-heartbeat"]}}}""";

    [Fact]
    public void Only_forwarding_roles_of_an_organization_are_let_in() => Of(Spokes, Guard).IsForSpokesAlone.ShouldBeTrue();

    [Theory]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"events:PutEvents","Resource":"*"}""")]
    [InlineData("""{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::444455556666:root"},"Action":"events:PutEvents","Resource":"*"}""")]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"events:PutEvents","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}}}""")]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"events:PutEvents","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"},"ArnLike":{"aws:PrincipalArn":["arn:aws:iam::*:role/rootwatch-forward-*","arn:aws:iam::*:role/another"]}}}""")]
    public void Another_statement_that_lets_somebody_in_is_seen(string statement) => Of(Spokes, statement, Guard).IsForSpokesAlone.ShouldBeFalse();

    [Fact]
    public void A_bus_without_a_policy_lets_no_spoke_in() => BusPolicy.Of(JsonNode.Parse("""{"Name":"rootwatch"}""")!).IsForSpokesAlone.ShouldBeFalse();

    [Fact]
    public void The_accounts_own_principals_are_refused() => Of(Spokes, Guard).RefusesAllBut("rootwatch-forward-*", "rootwatch-hub-heartbeat").ShouldBeTrue();

    [Theory]
    [InlineData("\"*\"", "{\"AWS\":\"arn:aws:iam::111122223333:user/one\"}")]
    [InlineData("rootwatch-hub-heartbeat", "another")]
    [InlineData("ArnNotLike", "ArnLike")]
    [InlineData("Deny", "Allow")]
    public void A_refusal_that_refuses_less_is_seen(string what, string other)
    {
        var guard = what is "\"*\"" ? Guard.Replace("\"Principal\":\"*\"", $"\"Principal\":{other}", StringComparison.Ordinal) : Guard.Replace(what, other, StringComparison.Ordinal);

        Of(Spokes, guard).RefusesAllBut("rootwatch-forward-*", "rootwatch-hub-heartbeat").ShouldBeFalse();
    }

    [Fact]
    public void A_source_is_reserved_for_roles()
    {
        const string Statement = """{"Effect":"Deny","Principal":{"AWS":"*"},"Action":"events:PutEvents","Resource":"*","Condition":{"ForAnyValue:StringEquals":{"events:source":"rootwatch"},"ArnNotEquals":{"aws:PrincipalArn":["arn:aws:iam::111122223333:role/a","arn:aws:iam::111122223333:role/b"]}}}""";

        Of(Statement).Reserves("rootwatch", "a", "b").ShouldBeTrue();
        Of(Statement).Reserves("rootwatch", "a").ShouldBeFalse();
        Of(Statement).Reserves("another", "a", "b").ShouldBeFalse();
        Of(Statement).RefusesAllBut("a", "b").ShouldBeFalse();
    }

    private static BusPolicy Of(params string[] statements) =>
        BusPolicy.Of(new JsonObject { ["Policy"] = $$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', statements)}}]}""" });
}
