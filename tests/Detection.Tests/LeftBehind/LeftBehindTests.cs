using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.LeftBehind;

namespace RootWatch.Detection.Tests.LeftBehind;

/// <summary>What root leaves behind that can act without it.</summary>
public sealed class LeftBehindTests
{
    private const string Key = "AKIAIOSFODNN7EXA7Q2E";

    [Theory]
    [InlineData("root-creates-user", LeftBehindKind.User, "backdoor", null)]
    [InlineData("root-creates-key-of-user", LeftBehindKind.AccessKey, Key, "backdoor")]
    [InlineData("root-creates-own-key", LeftBehindKind.AccessKey, "AKIAIOSFODNN7EXAMPLE", null)]
    [InlineData("root-activates-key", LeftBehindKind.AccessKey, Key, "backdoor")]
    [InlineData("root-creates-login-profile", LeftBehindKind.LoginProfile, "backdoor", "backdoor")]
    [InlineData("root-creates-role", LeftBehindKind.Role, "support", null)]
    [InlineData("root-changes-trust", LeftBehindKind.Role, "admin", null)]
    [InlineData("root-gets-federation-token", LeftBehindKind.SessionToken, "ASIAIOSFODNN7EXAMPL4", "helper")]
    [InlineData("root-gets-session-token", LeftBehindKind.SessionToken, "ASIAIOSFODNN7EXAMPL5", null)]
    [InlineData("root-assumes-root", LeftBehindKind.RootSession, "ASIAIOSFODNN7EXAMPL6", null)]
    [InlineData("root-creates-oauth2-token", LeftBehindKind.SessionToken, "ASIAIOSFODNN7EXAMPL7", null)]
    [InlineData("root-creates-key-pair", LeftBehindKind.KeyPair, "my key", null)]
    [InlineData("root-imports-key-pair", LeftBehindKind.KeyPair, "imported", null)]
    public void What_a_call_made_is_read_from_its_response_and_request(string sample, LeftBehindKind kind, string id, string? user)
    {
        var left = Read(sample).LeavesBehind.ShouldNotBeNull();

        (left.Kind, left.Id, left.User).ShouldBe((kind, id, user));
    }

    [Fact]
    public void A_role_and_a_key_pair_are_known_by_their_own_names_too()
    {
        Read("root-creates-role").LeavesBehind!.ResourceId.ShouldBe("arn:aws:iam::111122223333:role/hidden/support");
        Read("root-creates-key-pair").LeavesBehind!.ResourceId.ShouldBe("key-0123456789abcdef0");
        Read("root-changes-trust").LeavesBehind!.ResourceId.ShouldBeNull();
    }

    [Fact]
    public void Temporary_credentials_say_when_they_end() =>
        Read("root-gets-federation-token").LeavesBehind!.Expires.ShouldBe(new DateTimeOffset(2026, 11, 20, 10, 1, 10, TimeSpan.Zero));

    [Theory]
    [InlineData("root-creates-user-denied")]
    [InlineData("root-deletes-own-key")]
    public void What_failed_or_took_away_left_nothing_behind(string sample) => Read(sample).LeavesBehind.ShouldBeNull();

    [Theory]
    [InlineData("root-console-login-mfa")]
    [InlineData("root-get-signin-token")]
    [InlineData("root-update-access-key-inactive")]
    [InlineData("root-create-oauth2-token")]
    [InlineData("root-get-session-token")]
    public void A_record_that_shows_no_credential_leaves_none(string sample) => SampleFindings.In(sample).Record.LeavesBehind.ShouldBeNull();

    [Fact]
    public void What_root_took_away_is_read_of_its_own_records()
    {
        Read("root-deletes-own-key").TakesAway.ShouldBe(new CredentialChange(LeftBehindKind.AccessKey, "AKIAIOSFODNN7EXAMPLE", CredentialState.Deleted));
        Read("root-activates-key").TakesAway.ShouldBeNull();
        Read("root-creates-user").TakesAway.ShouldBeNull();
    }

    private static RootRecord Read(string sample) => Detector.Read(Sample.Of($"left-behind/{sample}")).ShouldNotBeNull();
}
