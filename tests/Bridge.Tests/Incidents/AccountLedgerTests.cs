using RootWatch.Bridge.Incidents;
using RootWatch.Bridge.Storage;
using RootWatch.Detection;
using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.History;
using RootWatch.Detection.Policy;

namespace RootWatch.Bridge.Tests.Incidents;

public sealed class AccountLedgerTests
{
    private const string Session = "111122223333/2026-11-20T09:00:00Z";
    private static readonly RootRecord SignIn = TestData.Record("sign-in", session: Session) with { EventSource = "signin.amazonaws.com", EventName = "ConsoleLogin", Mfa = MfaState.NotUsed };

    [Fact]
    public void A_finding_that_is_news_is_told_with_its_incident()
    {
        var (ledger, recorded) = AccountLedger.Empty.Record(SignIn, TestData.Morning, DetectionPolicy.None);

        var news = recorded.News.ShouldHaveSingleItem();
        news.Finding.ShouldBe(recorded.Finding);
        news.Incident.Id.ShouldBe(recorded.Incident.Id);
        news.Incident.Notifications.News.ShouldBe(1);
        ledger.Incidents.ShouldHaveSingleItem().Notifications.Severity.ShouldBe(Severity.Medium);
    }

    [Fact]
    public void What_a_late_arrival_makes_worse_is_news_of_the_incident_that_they_become()
    {
        var (ledger, _) = Recorded(SignIn, Failed("f1", 3), Failed("f2", 2));

        var (after, recorded) = ledger.Record(Failed("f3", 1), TestData.Morning, DetectionPolicy.None);

        recorded.Finding.Activity.ShouldBe(Detection.Activities.Activity.FailedSignIn);
        var news = recorded.News.ShouldHaveSingleItem();
        news.Finding.Record.EventId.ShouldBe("sign-in");
        news.Finding.Assessment.ShouldBe(Assessment.Anomalous);
        news.Incident.Id.ShouldBe(recorded.Incident.Id);
        after.Record(Failed("f4", 4), TestData.Morning, DetectionPolicy.None).Recorded.IsNews.ShouldBeFalse("it has been told");
    }

    [Fact]
    public void An_incident_has_all_its_findings_in_their_order_whatever_others_came_between()
    {
        const string Other = "111122223333/2026-11-20T09:00:30Z";
        RootRecord[] records = [.. Enumerable.Range(0, 40).Select(number => SignIn with { EventId = $"e{number}", SessionKey = number % 3 == 0 ? Session : Other, EventTime = TestData.Morning.AddMinutes(number % 2 == 0 ? number : 40 - number) })];

        var (ledger, _) = Recorded(records);

        ledger.Incidents.Select(incident => incident.Known.Select(known => known.Finding.Record.EventId)).ShouldBe(
            ledger.Incidents.Select(incident => ledger.History.Observations.Where(known => known.SessionId == incident.Id).Select(known => known.Finding.Record.EventId)));
        ledger.Incidents.Sum(incident => incident.Known.Count()).ShouldBe(records.Length);
    }

    [Fact]
    public void One_record_can_be_news_of_two_incidents()
    {
        var other = SignIn with { EventId = "other", SessionKey = "111122223333/2026-11-20T09:00:30Z", EventTime = TestData.Morning.AddSeconds(30) };
        var (ledger, _) = Recorded(SignIn, other, Failed("f1", 3), Failed("f2", 2));

        var recorded = ledger.Record(Failed("f3", 1), TestData.Morning, DetectionPolicy.None).Recorded;

        recorded.News.Select(news => news.Finding.Record.EventId).ShouldBe(["sign-in", "other"], ignoreOrder: true);
    }

    [Fact]
    public async Task Each_incidents_news_is_due_on_each_channel()
    {
        var time = new FakeTimeProvider(TestData.Morning);
        var process = new TestLedger(new InMemoryIncidentStore(time), time, "sns", "teams");
        var other = SignIn with { EventId = "other", SessionKey = "111122223333/2026-11-20T09:00:30Z", EventTime = TestData.Morning.AddSeconds(30) };
        foreach (var record in new[] { SignIn, other, Failed("f1", 3), Failed("f2", 2) })
        {
            await process.Ledger.RecordAsync(record, "{}", TestData.Morning, TestContext.Current.CancellationToken);
        }

        time.Advance(TimeSpan.FromMinutes(2));
        var recorded = await process.Ledger.RecordAsync(Failed("f3", 1), "{}", TestData.Morning, TestContext.Current.CancellationToken);

        recorded.Deliveries.Select(delivery => delivery.Id).Distinct(StringComparer.Ordinal).Count().ShouldBe(4);
        recorded.Deliveries.Select(delivery => delivery.Message.Topic).Distinct(StringComparer.Ordinal).ShouldBe(recorded.NewsOf, ignoreOrder: true);
    }

    [Fact]
    public void What_was_told_of_forgotten_incidents_is_forgotten_in_the_end()
    {
        var ledger = Enumerable.Range(0, 2000).Aggregate(
            AccountLedger.Empty,
            (known, i) => known.Record(TestData.Record($"e{i}", TestData.Morning.AddDays(i), $"111122223333/{i}"), TestData.Morning.AddDays(i), DetectionPolicy.None).Ledger.Release(TestData.Morning.AddDays(i), TimeSpan.Zero).Ledger);

        ledger.Notifications.Count.ShouldBeInRange(1024, 1300);
        ledger.Incidents.Count().ShouldBeLessThan(10);
    }

    [Fact]
    public void An_incident_that_is_long_past_is_told_once_however_late_its_records_come()
    {
        var (ledger, _) = Recorded(SignIn);
        var old = Enumerable.Range(0, 5).Select(i => TestData.Record($"old-{i}", TestData.Morning.AddDays(-30).AddSeconds(i), "111122223333/2026-10-20T09:00:00Z"));

        var told = 0;
        foreach (var record in old)
        {
            (ledger, var recorded) = ledger.Record(record, TestData.Morning, DetectionPolicy.None);
            told += recorded.News.Count;
        }

        told.ShouldBe(1);
    }

    [Fact]
    public void A_very_late_record_is_told_with_its_own_incident()
    {
        var (ledger, _) = Recorded(SignIn);

        var recorded = ledger.Record(TestData.Record("old", TestData.Morning.AddDays(-30), "111122223333/2026-10-20T09:00:00Z"), TestData.Morning, DetectionPolicy.None).Recorded;

        recorded.Incident.Findings.ShouldBe(1);
        recorded.IsNews.ShouldBeTrue();
    }

    [Fact]
    public void A_seeded_profile_counts_from_the_first_record()
    {
        var profiles = AccountProfiles.Parse(new AccountProfiles(AccountProfiles.None.ByAccount.SetItem("111122223333", AccountProfile.Empty with { Networks = ["198.51.100.0/24"], LastUsed = TestData.Morning, Sessions = 2 })).ToJson());

        profiles.Of("444455556666").ShouldBe(AccountProfile.Empty);
        profiles.Of("111122223333").Sessions.ShouldBe(2);
        AccountLedger.With(profiles.Of("111122223333")).Record(SignIn, TestData.Morning, DetectionPolicy.None).Recorded.Finding.Signals.ShouldContain(signal => signal.Id == "new-network");
    }

    private static RootRecord Failed(string id, int minutesBefore) =>
        TestData.Record(id, TestData.Morning.AddMinutes(-minutesBefore)) with { EventSource = "signin.amazonaws.com", EventName = "ConsoleLogin", Failed = true, AccessKeyId = null };

    private static (AccountLedger Ledger, RecordedFinding? Last) Recorded(params RootRecord[] records) =>
        records.Aggregate((AccountLedger.Empty, default(RecordedFinding)), (known, record) => known.Item1.Record(record, TestData.Morning, DetectionPolicy.None));
}
