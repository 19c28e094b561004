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
    public void Of_AssumeRoot_it_is_the_target_by_number_or_ARN(string target) =>
        Detector.Read(Encoding.UTF8.GetBytes(
            $$"""{"eventSource":"sts.amazonaws.com","eventName":"AssumeRoot","userIdentity":{"type":"AssumedRole","accountId":"444455556666"},"requestParameters":{"targetPrincipal":"{{target}}"} }"""))
            .ShouldNotBeNull().Account.ShouldBe("111122223333");

    [Fact]
    public void A_long_term_key_with_anything_odd_in_it_names_no_session() =>
        Detector.Read("""{"userIdentity":{"type":"Root","accountId":"111122223333","accessKeyId":"AKIA<b>"}}"""u8).ShouldNotBeNull().SessionKey.ShouldBeNull();
}
