using RootWatch.Bridge.AccountReader;
using RootWatch.Bridge.Posture;

namespace RootWatch.Bridge.Tests.Posture;

public sealed class PostureSummaryTests
{
    [Fact]
    public void Without_an_answer_there_is_nothing_to_say() => PostureSummary.Of([new AccountPosture("111122223333") { Refusal = ReaderRefusal.Denied }]).ShouldBeEmpty();

    [Fact]
    public void Accounts_are_counted()
    {
        var accounts = new[] { (true, true, true), (false, false, true), (false, false, false) };

        PostureSummary.Of([.. accounts.Select((account, number) => Posture(number, account.Item1, account.Item2, account.Item3)), new AccountPosture("999999999999") { Refusal = ReaderRefusal.Throttled }]).ShouldBe(
            ["1 of 3 accounts has root access keys; 1 root user has no MFA; 1 has no root password.", "1 account gave no answer."]);
    }

    [Theory]
    [InlineData(null, true, false)]
    [InlineData(false, null, true)]
    [InlineData(false, false, false)]
    public void Who_has_nothing_to_sign_in_with_is_not_without_MFA(bool? hasMfa, bool? hasPassword, bool isWithout) =>
        PostureSummary.IsWithoutMfa(new AccountPosture("111122223333") { Posture = new RootPosture(HasAccessKeys: false, hasMfa, hasPassword, HasSigningCertificates: null) }).ShouldBe(isWithout);

    private static AccountPosture Posture(int number, bool keys, bool mfa, bool password) =>
        new($"{number:D12}") { Asked = TestData.Morning, Posture = new RootPosture(keys, mfa, password, HasSigningCertificates: false) };
}
