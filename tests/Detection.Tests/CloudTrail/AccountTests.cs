using System.Text;

namespace RootWatch.Detection.Tests.CloudTrail;

/// <summary>Whose root it is, whatever of it a record tells.</summary>
public sealed class AccountTests
{
    [Theory]
    [InlineData("""{"type":"Root","accountId":"111122223333"}""", null, "111122223333")]
    [InlineData("""{"type":"Root","accountId":"1122223333"}""", null, "001122223333")]
    [InlineData("""{"type":"Root","accountId":"","arn":"arn:aws:iam::111122223333:root"}""", "444455556666", "111122223333")]
    [InlineData("""{"type":"Root","accountId":"111122223333","arn":"arn:aws:iam::777788889999:root"}""", "444455556666", "111122223333")]
    [InlineData("""{"type":"Root"}""", "444455556666", "444455556666")]
    [InlineData("""{"type":"Root"}""", null, "unknown")]
    public void The_identity_counts_before_its_ARN_and_that_before_the_recipient(string identity, string? recipient, string account) =>
        Detector.Read(Encoding.UTF8.GetBytes($$"""{"userIdentity":{{identity}},"recipientAccountId":"{{recipient}}"}""")).ShouldNotBeNull().Account.ShouldBe(account);

    [Theory]
    [InlineData("""{"type":"Root","accountId":"1111********"}""", """{"type":"Root","accountId":"2222********"}""")]
    [InlineData("""{"type":"Root","accountId":"XXXXXXXXXXXX"}""", """{"type":"Root","accountId":"************"}""")]
    [InlineData("""{"type":"Root","accountId":"REDACTED"}""", """{"type":"Root","accountId":"REDACTED-2"}""")]
    [InlineData("""{"type":"Root","accountId":"7c9e6679f7425de0"}""", """{"type":"Root","accountId":"16fd2706-8baf-433b"}""")]
    [InlineData("""{"type":"Root","accountId":"1111222233334"}""", """{"type":"Root","accountId":"11112222333x"}""")]
    [InlineData("""{"type":"Root","arn":"arn:aws:iam::1111XXXX:root"}""", """{"type":"Root","arn":"arn:aws:iam::2222XXXX:root"}""")]
    [InlineData("""{"type":"Root","accountId":"<b>-/1"}""", """{"type":"Root","accountId":"<b>-/2"}""")]
    public void Masked_accounts_are_told_apart_by_what_is_left_of_them(string one, string other)
    {
        var first = Of(one);
        var second = Of(other);

        first.ShouldNotBe(second);
        new[] { first, second }.ShouldAllBe(account => account.Length == 16 && account.StartsWith("unknown_", StringComparison.Ordinal) && account.Substring(8).All(char.IsAsciiHexDigitLower));
        Of(one).ShouldBe(first);
    }

    [Theory]
    [InlineData("""{"type":"Root","accountId":"XXXXXXXXXXXX"}""", "1111********", """{"type":"Root","accountId":"REDACTED","arn":"arn:aws:iam::1111********:root"}""", null)]
    [InlineData("""{"type":"Root","accountId":"XXXXXXXXXXXX"}""", null, """{"type":"Root","accountId":"XXXXXXXXXXXX","userName":"root"}""", null)]
    public void One_account_s_masks_stay_together(string one, string? recipient, string other, string? otherRecipient) => Of(one, recipient).ShouldBe(Of(other, otherRecipient));

    [Theory]
    [InlineData("""{"type":"Root","accountId":"XXXXXXXXXXXX","arn":"arn:aws:iam::111122223333:root"}""", null)]
    [InlineData("""{"type":"Root","accountId":"REDACTED"}""", "111122223333")]
    public void A_mask_does_not_hide_an_account_that_another_field_names(string identity, string? recipient) => Of(identity, recipient).ShouldBe("111122223333");

    [Theory]
    [InlineData("111122223333")]
    [InlineData("arn:aws:iam::111122223333:root")]
    public void Of_AssumeRoot_it_is_the_callers_and_the_target_is_known_by_number_or_ARN(string target)
    {
        var record = Detector.Read(Encoding.UTF8.GetBytes(
            $$"""{"eventSource":"sts.amazonaws.com","eventName":"AssumeRoot","userIdentity":{"type":"AssumedRole","accountId":"444455556666"},"requestParameters":{"targetPrincipal":"{{target}}"} }""")).ShouldNotBeNull();

        record.Account.ShouldBe("444455556666");
        record.Target.ShouldNotBeNull().Account.ShouldBe("111122223333");
    }

    [Theory]
    [InlineData("account", "StartPrimaryEmailUpdate", """{"accountId":"111122223333"}""", "111122223333")]
    [InlineData("account", "AcceptPrimaryEmailUpdate", """{"AccountId":111122223333}""", "111122223333")]
    [InlineData("organizations", "RemoveAccountFromOrganization", """{"accountId":"111122223333"}""", "111122223333")]
    [InlineData("organizations", "CloseAccount", """{"accountId":"1122223333"}""", "001122223333")]
    [InlineData("organizations", "MoveAccount", """{"accountId":"111122223333","sourceParentId":"ou-1","destinationParentId":"r-1"}""", "111122223333")]
    [InlineData("organizations", "DetachPolicy", """{"policyId":"p-1","targetId":"111122223333"}""", "111122223333")]
    [InlineData("organizations", "DetachPolicy", """{"policyId":"p-1","targetId":"ou-1"}""", "444455556666")]
    [InlineData("organizations", "DetachPolicy", """{"policyId":"p-1","targetId":"r-1"}""", "444455556666")]
    [InlineData("organizations", "UpdatePolicy", """{"policyId":"p-1"}""", "444455556666")]
    [InlineData("organizations", "DisablePolicyType", """{"policyType":"SERVICE_CONTROL_POLICY","rootId":"r-1"}""", "444455556666")]
    [InlineData("organizations", "LeaveOrganization", "null", "444455556666")]
    [InlineData("iam", "DisableOrganizationsRootSessions", "null", "444455556666")]
    [InlineData("account", "CloseAccount", """{"accountId":"<b>"}""", "444455556666")]
    public void Of_what_others_do_it_is_the_one_that_the_call_names_and_else_the_callers(string source, string name, string request, string account) =>
        Detector.Read(Encoding.UTF8.GetBytes(
            $$"""{"eventSource":"{{source}}.amazonaws.com","eventName":"{{name}}","userIdentity":{"type":"AssumedRole","accountId":"444455556666"},"requestParameters":{{request}} }"""))
            .ShouldNotBeNull().Account.ShouldBe(account);

    [Fact]
    public void A_long_term_key_with_anything_odd_in_it_names_no_session() =>
        Detector.Read("""{"userIdentity":{"type":"Root","accountId":"111122223333","accessKeyId":"AKIA<b>"}}"""u8).ShouldNotBeNull().SessionKey.ShouldBeNull();

    private static string Of(string identity, string? recipient = null) =>
        Detector.Read(Encoding.UTF8.GetBytes($$"""{"userIdentity":{{identity}},"recipientAccountId":"{{recipient}}"}""")).ShouldNotBeNull().Account;
}
