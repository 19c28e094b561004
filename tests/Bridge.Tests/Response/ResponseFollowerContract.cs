using System.Text;
using RootWatch.Bridge.AccountReader;
using RootWatch.Bridge.Incidents;
using RootWatch.Bridge.Messages;
using RootWatch.Bridge.Notifications;
using RootWatch.Bridge.Posture;
using RootWatch.Bridge.Recording;
using RootWatch.Bridge.Response;
using RootWatch.Bridge.Storage;
using RootWatch.Bridge.Tests.LeftBehind;
using RootWatch.Detection;

namespace RootWatch.Bridge.Tests.Response;

/// <summary>What AWS's event history shows of the steps of a plan, wherever it is kept.</summary>
public abstract class ResponseFollowerContract
{
    private const string Account = "111122223333";
    private static readonly string[] Regions = ["us-east-1", "eu-west-1"];

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 20, 12, 30, 0, TimeSpan.Zero));
    private readonly EventHistory _history = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    internal abstract IIncidentStore Store { get; }

    [Fact]
    public async Task A_trail_that_somebody_started_again_is_shown_as_restored()
    {
        var incident = await StopLoggingAsync();
        (await StepAsync(incident)).IsDone.ShouldBeFalse();
        _history.Add(Sample("role-starts-logging"));

        (await RoundAsync()).ShouldBeEmpty("other urgent steps are open");

        var step = await StepAsync(incident);
        (step.IsDone, step.Planned.Targets.ShouldHaveSingleItem().DoneAt).ShouldBe((true, new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero)));
    }

    [Fact]
    public async Task What_switches_on_again_is_asked_for_by_the_calls_name_in_the_resources_region()
    {
        await StopLoggingAsync();

        await RoundAsync();

        _history.Asked.Select(lookup => (lookup.Region, lookup.Key, lookup.Value, lookup.To)).ShouldBe([("us-east-1", LookupKey.EventName, "StartLogging", _time.GetUtcNow())]);
    }

    [Fact]
    public async Task What_was_learnt_stays_known_and_is_asked_no_more()
    {
        var incident = await StopLoggingAsync();
        _history.Add(Sample("role-starts-logging"));
        await RoundAsync();
        _history.Asked.Clear();

        await RoundAsync();

        _history.Asked.ShouldBeEmpty();
        (await StepAsync(incident)).IsDone.ShouldBeTrue();
    }

    [Theory]
    [InlineData("role-starts-logging-denied")]
    [InlineData("role-starts-logging-of-another-trail")]
    public async Task What_undoes_nothing_leaves_the_step_open(string record)
    {
        var incident = await StopLoggingAsync();
        _history.Add(Sample(record));

        await RoundAsync();

        (await StepAsync(incident)).IsDone.ShouldBeFalse();
    }

    [Fact]
    public async Task The_step_that_AWS_shows_done_completes_what_people_marked_and_is_told_once()
    {
        var incident = await StopLoggingAsync();
        var others = (await ChecklistAsync(incident)).Steps.Where(step => step.Planned.Step.IsUrgent && step.Planned.Id != "restore-logging").Select(step => step.Planned.Id).ToList();
        await Process().Ledger.NoteResponseAsync(
            incident, progress => others.Aggregate(progress, (all, step) => all.With(step, new StepTick("Kim", _time.GetUtcNow()))), (_, _) => null, [], Cancellation);
        (await RoundAsync()).ShouldBeEmpty();
        _history.Add(Sample("role-starts-logging"));

        var due = await RoundAsync();
        var again = await RoundAsync();

        due.Select(delivery => delivery.Channel).ShouldBe(["sns", "teams"]);
        var notice = due[0].Message.ShouldBeOfType<Notice>();
        notice.Kind.ShouldBe(NoticeKind.ResponseDone);
        notice.Facts.ShouldContain(new Fact("Restore CloudTrail logging", "shown by a later record"));
        again.ShouldBeEmpty();
    }

    [Fact]
    public async Task Nobody_asks_about_an_incident_that_was_us()
    {
        var incident = await StopLoggingAsync();
        await Process().Ledger.AcknowledgeAsync(incident, Verdict.Legitimate, "Kim", "a drill", Cancellation);

        await RoundAsync();

        _history.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task Nobody_asks_about_an_incident_of_a_month_ago()
    {
        await StopLoggingAsync();
        _time.Advance(TimeSpan.FromDays(33));

        await RoundAsync();

        _history.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task Where_nothing_is_learnt_nothing_is_written()
    {
        await StopLoggingAsync();

        await RoundAsync();

        (await Store.FindAsync(Account, LedgerKeys.Observed, Cancellation)).ShouldBeNull();
    }

    private static string Sample(string name) => Encoding.UTF8.GetString(RootWatch.Tests.Sample.Of($"response/{name}"));

    private async Task<string> StopLoggingAsync()
    {
        var record = Detector.Read(RootWatch.Tests.Sample.Record("root-stop-logging"))!;
        return (await Process().Ledger.RecordAsync(record, "{}", _time.GetUtcNow(), Cancellation)).IncidentId;
    }

    private async Task<IReadOnlyList<Delivery>> RoundAsync()
    {
        var process = Process();
        var follower = new ResponseFollower(Store, process.Ledger, process.Archive, Checklists(), _time);
        await _history.AnswerAsync(await follower.BeginAsync(Account, Regions, Cancellation), Cancellation);
        return await follower.EndAsync(Account, Cancellation);
    }

    private async Task<ResponseChecklist> ChecklistAsync(string incident) => await Checklists().OfAsync((await Process().Archive.FindAsync(incident, Cancellation))!, Cancellation);

    private async Task<ChecklistStep> StepAsync(string incident) => (await ChecklistAsync(incident)).Steps.Single(step => step.Planned.Id == "restore-logging");

    private ResponseChecklists Checklists() => new(Store, new Postures(Store));

    // As another process would have it.
    private TestLedger Process() => new(Store, _time, "sns", "teams");
}
