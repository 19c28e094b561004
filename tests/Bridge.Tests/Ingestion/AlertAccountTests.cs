using System.Text;
using RootWatch.Bridge.Ingestion;

namespace RootWatch.Bridge.Tests.Ingestion;

public sealed class AlertAccountTests
{
    [Theory]
    [InlineData("{}", true)]
    [InlineData("""{"userIdentity":{"type":"Root","arn":"arn:aws:iam::111122223333:root"}}""", true)]
    [InlineData("""{"userIdentity":{"type":"Root","arn":"root"}}""", true)]
    [InlineData("""{"userIdentity":"Root","accountId":"111122223333"}""", true)]
    [InlineData("""{"accountId":444455556666}""", true)]
    [InlineData("""{"accountId":"444455556666"}""", false)]
    [InlineData("""{"recipientAccountId":"444455556666"}""", false)]
    [InlineData("""{"userIdentity":{"accountId":"444455556666"}}""", false)]
    [InlineData("""{"userIdentity":{"arn":"arn:aws:iam::444455556666:root"}}""", false)]
    public void An_alert_that_names_another_account_than_its_envelope_contradicts_itself(string detail, bool isSame) =>
        AlertAccount.IsEnvelopes("""{"account":"111122223333"}"""u8, Encoding.UTF8.GetBytes(detail)).ShouldBe(isSame);

    [Fact]
    public void Where_the_envelope_names_none_nothing_is_compared() =>
        AlertAccount.IsEnvelopes("{}"u8, """{"accountId":"444455556666"}"""u8).ShouldBeTrue();
}
