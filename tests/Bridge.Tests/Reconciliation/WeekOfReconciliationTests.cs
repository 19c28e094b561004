using RootWatch.Bridge.AccountReader;
using RootWatch.Bridge.Incidents;
using RootWatch.Bridge.Reconciliation;
using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.Policy;

namespace RootWatch.Bridge.Tests.Reconciliation;

public sealed class WeekOfReconciliationTests
{
    [Fact]
    public void The_week_says_how_many_root_events_came_and_how_many_were_found_only_by_asking()
    {
        var find = new HistoryFind(TestData.Morning, HasSpoke: true);
        var week = Week(TestData.Record(), TestData.Record(at: TestData.Morning.AddSeconds(1)), TestData.Record(at: TestData.Morning.AddSeconds(2)) with { FoundInHistory = find }, TestData.Record(at: TestData.Morning.AddSeconds(3)) with { FoundInHistory = find with { Brought = TestData.Morning } });

        week["Reconciled"].ShouldBe("4 root events: 3 delivered, 1 found only by asking AWS");
    }

    [Fact]
    public void A_quiet_week_says_that_nothing_was_found() => Week()["Reconciled"].ShouldBe("0 root events: 0 delivered, 0 found only by asking AWS");

    [Fact]
    public void Accounts_that_could_not_be_asked_are_named()
    {
        var asked = Facts([], Complete("111122223333"), new ReconciledAccount("444455556666") { Refusal = ReaderRefusal.RoleMissing });

        asked["Accounts asked"].ShouldBe("1 of 2 in all their regions");
        asked["Could not be asked"].ShouldBe("444455556666");
    }

    [Fact]
    public void Where_all_could_be_asked_nobody_is_named() => Facts([], Complete("111122223333")).ShouldNotContainKey("Could not be asked");

    private static ReconciledAccount Complete(string account) => new(account) { Regions = [new ReconciledRegion("us-east-1") { Until = TestData.Morning }] };

    private static Dictionary<string, string> Week(params RootRecord[] records)
    {
        var ledger = records.Aggregate(AccountLedger.Empty, (known, record) => known.Record(record, TestData.Morning, DetectionPolicy.None).Ledger);
        return Facts([.. ledger.Incidents]);
    }

    private static Dictionary<string, string> Facts(IReadOnlyList<Incident> incidents, params ReconciledAccount[] accounts) =>
        WeeklyReconciliation.Facts(incidents, accounts, TestData.Morning.AddDays(-7)).ToDictionary(fact => fact.Label, fact => fact.Value, StringComparer.Ordinal);
}
