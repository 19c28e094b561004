using RootWatch.Detection.LeftBehind;

namespace RootWatch.Detection.Tests.LeftBehind;

/// <summary>What records by anybody say of the credentials that root left behind.</summary>
public sealed class CredentialRecordTests
{
    private static readonly Dictionary<string, LeftBehindCredential> Left = new(StringComparer.Ordinal)
    {
        ["user"] = Of("root-creates-user"),
        ["key"] = Of("root-creates-key-of-user"),
        ["own key"] = Of("root-creates-own-key"),
        ["password"] = Of("root-creates-login-profile"),
        ["role"] = Of("root-creates-role"),
        ["trust"] = Of("root-changes-trust"),
        ["token"] = Of("root-gets-federation-token"),
        ["key pair"] = Of("root-creates-key-pair"),
    };

    [Theory]
    [InlineData("key-runs-instances", "user, key, key pair")]
    [InlineData("key-calls-denied", "user, key")]
    [InlineData("user-signs-in", "user, password")]
    [InlineData("user-fails-to-sign-in", "")]
    [InlineData("role-is-assumed", "role")]
    [InlineData("service-assumes-role", "")]
    [InlineData("federated-user-lists", "token")]
    [InlineData("alice-calls", "")]
    [InlineData("role-deletes-key", "")]
    [InlineData("root-creates-key-of-user", "")]
    public void A_use_is_known_by_key_user_role_or_key_pair(string sample, string used) =>
        string.Join(", ", Left.Where(left => Read(sample).IsUseOf(left.Value)).Select(left => left.Key)).ShouldBe(used);

    [Theory]
    [InlineData("role-deletes-key", CredentialState.Deleted, "key")]
    [InlineData("role-deactivates-key", CredentialState.Inactive, "key")]
    [InlineData("role-activates-key", CredentialState.Usable, "key")]
    [InlineData("role-deletes-user", CredentialState.Deleted, "user, key, password")]
    [InlineData("role-deletes-login-profile", CredentialState.Deleted, "password")]
    [InlineData("role-deletes-role", CredentialState.Deleted, "role")]
    [InlineData("role-deletes-key-pair-by-id", CredentialState.Deleted, "key pair")]
    [InlineData("root-deletes-own-key", CredentialState.Deleted, "own key")]
    public void A_change_is_read_whoever_made_it(string sample, CredentialState state, string changed)
    {
        var change = Read(sample).Change.ShouldNotBeNull();

        change.State.ShouldBe(state);
        string.Join(", ", Left.Where(left => change.Concerns(left.Value)).Select(left => left.Key)).ShouldBe(changed);
    }

    [Theory]
    [InlineData("role-deletes-key-denied")]
    [InlineData("key-runs-instances")]
    [InlineData("root-creates-user")]
    public void What_failed_or_is_about_something_else_changes_nothing(string sample) => Read(sample).Change.ShouldBeNull();

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"eventName\":")]
    [InlineData("{} {}")]
    public void What_is_no_record_is_none(string json) => CredentialRecord.Read(System.Text.Encoding.UTF8.GetBytes(json)).ShouldBeNull();

    [Fact]
    public void Everything_that_is_shown_of_a_use_is_read()
    {
        var use = Read("key-runs-instances");

        (use.EventSource, use.EventName, use.Region, use.SourceIp, use.Account, use.Failed).ShouldBe(("ec2.amazonaws.com", "RunInstances", "us-west-2", "203.0.113.77", "111122223333", false));
        use.Caller.ShouldBe("arn:aws:iam::111122223333:user/backdoor");
        use.At.ShouldBe(new DateTimeOffset(2026, 11, 20, 10, 0, 0, TimeSpan.Zero));
    }

    private static LeftBehindCredential Of(string sample) => Detector.Read(Sample.Of($"left-behind/{sample}"))!.LeavesBehind.ShouldNotBeNull();

    private static CredentialRecord Read(string sample) => CredentialRecord.Read(Sample.Of($"left-behind/{sample}")).ShouldNotBeNull();
}
