using RootWatch.Bridge.AccountReader;
using RootWatch.Bridge.Heartbeat;
using RootWatch.Bridge.Reconciliation;

namespace RootWatch.Bridge.Tests.Reconciliation;

public sealed class CoverageOfReconciliationTests
{
    private const string Account = "111122223333";
    private static readonly Coverage Heard = new(Account, "us-east-1", CoverageState.Alive, TestData.Morning);

    [Fact]
    public void A_region_shows_until_when_it_is_reconciled_and_what_was_found() =>
        With(new ReconciledAccount(Account) { Regions = [new ReconciledRegion("us-east-1") { Until = TestData.Morning, Found = 3 }] })
            .ShouldHaveSingleItem().Reconciled.ShouldBe(new ReconciledCoverage(TestData.Morning, 3, NotAsked: null));

    [Fact]
    public void A_region_without_a_spoke_is_shown_as_not_watched() =>
        With(new ReconciledAccount(Account) { Regions = [new ReconciledRegion("eu-north-1"), new ReconciledRegion("us-east-1")] })
            .Select(region => (region.Region, region.State)).ShouldBe([("eu-north-1", CoverageState.NotWatched), ("us-east-1", CoverageState.Alive)]);

    [Theory]
    [InlineData(ReaderRefusal.Denied, "the reader role is denied")]
    [InlineData(ReaderRefusal.Throttled, "AWS throttled the calls")]
    public void A_region_that_could_not_be_asked_says_why(ReaderRefusal refusal, string words) =>
        With(new ReconciledAccount(Account) { Regions = [new ReconciledRegion("us-east-1") { Until = TestData.Morning, Refusal = refusal }] })
            .ShouldHaveSingleItem().Reconciled.ShouldBe(new ReconciledCoverage(TestData.Morning, 0, words));

    [Fact]
    public void An_account_without_the_role_says_so_in_each_region_that_is_heard() =>
        With(new ReconciledAccount(Account) { Refusal = ReaderRefusal.RoleMissing })
            .ShouldHaveSingleItem().Reconciled!.NotAsked.ShouldBe("the reader role is missing or does not trust the bridge");

    [Fact]
    public void What_was_not_asked_about_says_nothing() => With().ShouldBe([Heard]);

    private static IReadOnlyList<Coverage> With(params ReconciledAccount[] asked) => new[] { Heard }.With(asked);
}
