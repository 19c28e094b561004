using System.Text;

namespace RootWatch.Detection.Tests.CloudTrail;

/// <summary>Whose root it is, whatever of it a record tells.</summary>
public sealed class AccountTests
{
    [Theory]
    [InlineData("""{"type":"Root","accountId":"111122223333"}""", null, "111122223333")]
    [InlineData("""{"type":"Root","accountId":"1122223333"}""", null, "001122223333")]
    [InlineData("""{"type":"Root","accountId":"11112222333x"}""", null, "unknown")]
    [InlineData("""{"type":"Root","accountId":"1111222233334"}""", null, "unknown")]
    [InlineData("""{"type":"Root","accountId":"","arn":"arn:aws:iam::111122223333:root"}""", "444455556666", "111122223333")]
    [InlineData("""{"type":"Root","accountId":"111122223333","arn":"arn:aws:iam::777788889999:root"}""", "444455556666", "111122223333")]
    [InlineData("""{"type":"Root"}""", "444455556666", "444455556666")]
    [InlineData("""{"type":"Root"}""", null, "unknown")]
    public void The_identity_counts_before_its_ARN_and_that_before_the_recipient(string identity, string? recipient, string account) =>
        Detector.Read(Encoding.UTF8.GetBytes($$"""{"userIdentity":{{identity}},"recipientAccountId":"{{recipient}}"}""")).ShouldNotBeNull().Account.ShouldBe(account);

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
}
