using RootWatch.Bridge.Incidents;
using RootWatch.Bridge.Messages;
using RootWatch.Bridge.Notifications;
using RootWatch.Bridge.Recording;
using RootWatch.Bridge.Response;
using RootWatch.Bridge.Storage;
using RootWatch.Detection;
using RootWatch.Detection.CloudTrail;

namespace RootWatch.Bridge.Tests.Response;

/// <summary>What the ledger keeps of the response to an incident, whatever it is kept in.</summary>
public abstract class ResponseContract
{
    private const string Account = "111122223333";

    private readonly FakeTimeProvider _time = new(TestData.Morning);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    internal abstract IIncidentStore Store { get; }

    [Fact]
    public async Task Of_many_processes_that_mark_at_once_no_mark_is_lost_and_one_message_is_due()
    {
        const int People = 16;
        var incident = await IncidentAsync();

        var marking = Task.WhenAll(Enumerable.Range(0, People).Select(number => Task.Run(() => MarkAsync(incident, $"step-{number}", urgent: People), Cancellation)));
        while (!marking.IsCompleted)
        {
            // Whoever was not the first waits a little.
            _time.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Yield();
        }

        (await ProgressAsync(incident)).Ticks.Keys.ShouldBe(Enumerable.Range(0, People).Select(number => $"step-{number}"), ignoreOrder: true);
        (await marking).SelectMany(due => due!).Select(delivery => (delivery.Channel, delivery.Message.Number)).ShouldBe([("sns", 2), ("teams", 2)]);
        (await Process().Archive.FindAsync(incident, Cancellation))!.Audit.Count.ShouldBe(People);
    }

    [Fact]
    public async Task The_message_is_sent_once_whatever_is_marked_afterwards()
    {
        var incident = await IncidentAsync();

        (await MarkAsync(incident, "one", urgent: 2))!.ShouldBeEmpty();
        (await MarkAsync(incident, "two", urgent: 2))!.Select(delivery => ((Notice)delivery.Message).Kind).ShouldBe([NoticeKind.ResponseDone, NoticeKind.ResponseDone]);
        (await MarkAsync(incident, "three", urgent: 2))!.ShouldBeEmpty();
        (await Process().Ledger.NoteResponseAsync(incident, progress => progress.Without("two"), Announced, [], Cancellation))!.ShouldBeEmpty();
        (await MarkAsync(incident, "two", urgent: 2))!.ShouldBeEmpty();

        (await Process().Deliveries.OfTopicAsync(incident, Cancellation)).Count(delivery => delivery.Message is Notice).ShouldBe(2);
    }

    [Fact]
    public async Task An_incident_whose_records_are_past_can_still_be_marked()
    {
        var incident = await IncidentAsync();
        await Store.TryWriteAsync(Account, [EntryChange.Delete((await Store.FindAsync(Account, LedgerKeys.Account, Cancellation))!)], Cancellation);

        var due = await MarkAsync(incident, "one", urgent: 1);

        due!.Select(delivery => (delivery.Message.Topic, delivery.Message.Number)).ShouldBe([(incident, 2), (incident, 2)]);
        (await ProgressAsync(incident)).Ticks["one"].Name.ShouldBe("Kim");
        var details = (await Process().Archive.FindAsync(incident, Cancellation)).ShouldNotBeNull();
        details.Document.Messages.ShouldBe(2);
        details.Audit.ShouldHaveSingleItem().Note.ShouldBe("one");
    }

    [Fact]
    public async Task Answers_and_the_response_number_their_messages_without_a_gap()
    {
        var incident = await IncidentAsync();

        await Process().Ledger.AcknowledgeAsync(incident, Verdict.NotUs, "Kim", "?", Cancellation);
        await MarkAsync(incident, "one", urgent: 2);
        await MarkAsync(incident, "two", urgent: 2);
        await Process().Ledger.AcknowledgeAsync(incident, Verdict.Legitimate, "Kim", "a drill", Cancellation);

        (await Process().Deliveries.OfTopicAsync(incident, Cancellation)).Where(delivery => delivery.Channel == "sns").Select(delivery => delivery.Message.Number).ShouldBe([1, 2, 3, 4]);
    }

    [Fact]
    public async Task Marks_outlast_an_answer_and_a_later_record()
    {
        var incident = await IncidentAsync();
        await MarkAsync(incident, "one", urgent: 2);

        await Process().Ledger.AcknowledgeAsync(incident, Verdict.NotUs, "Kim", "?", Cancellation);
        await RecordAsync("later", TestData.Morning.AddMinutes(1));

        (await ProgressAsync(incident)).Ticks.ShouldHaveSingleItem().Value.ShouldBe(new StepTick("Kim", TestData.Morning));
    }

    [Fact]
    public async Task No_message_asks_again_for_a_step_that_somebody_marked()
    {
        var stop = Detector.Read(Sample.Record("root-stop-logging"))!;
        var incident = (await Process().Ledger.RecordAsync(stop, "{}", TestData.Morning, Cancellation)).IncidentId;
        (await DoNowAsync(incident)).ShouldBe(["Deny root in the account", "Delete root's password", "Restore CloudTrail logging"]);

        await MarkAsync(incident, "deny-root", urgent: 9);
        (await DoNowAsync(incident)).ShouldNotContain("Deny root in the account");

        await Process().Ledger.NoteResponseAsync(incident, progress => progress.Without("deny-root"), (_, _) => null, [], Cancellation);
        (await DoNowAsync(incident)).ShouldContain("Deny root in the account");
    }

    [Fact]
    public async Task Marks_and_who_set_them_go_along_when_a_record_gives_the_incident_another_name()
    {
        var alarm = Detector.ReadAwsAlarm(Sample.Envelope("root-alarm-guardduty-root-credential-usage"))! with { EventTime = TestData.Morning.AddMinutes(5) };
        var incident = (await Process().Ledger.RecordAsync(alarm, "{}", TestData.Morning.AddMinutes(20), Cancellation)).IncidentId;
        await MarkAsync(incident, "one", urgent: 3);

        var signIn = TestData.Record("sign-in", session: "111122223333/2026-11-20T09:00:00Z") with { EventSource = "signin.amazonaws.com", EventName = "ConsoleLogin", Mfa = MfaState.Used };
        var renamed = (await Process().Ledger.RecordAsync(signIn, "{}", TestData.Morning.AddMinutes(30), Cancellation)).IncidentId;
        await MarkAsync(renamed, "two", urgent: 3);

        renamed.ShouldNotBe(incident);
        (await ProgressAsync(renamed)).Ticks.Keys.ShouldBe(["one", "two"], ignoreOrder: true);
        (await Process().Archive.FindAsync(incident, Cancellation))!.Audit.Select(entry => entry.Note).ShouldBe(["one", "two"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("111122223333-0000000000")]
    [InlineData("444455556666-0000000000")]
    public async Task Of_an_incident_that_nobody_knows_nothing_is_noted(string unknown)
    {
        await IncidentAsync();

        (await MarkAsync(unknown, "one", urgent: 1)).ShouldBeNull();

        (await Store.FindAsync(LedgerKeys.PartitionOf(unknown), LedgerKeys.Response(unknown), Cancellation)).ShouldBeNull();
        (await Store.QueryAsync(LedgerKeys.PartitionOf(unknown), "audit|", Cancellation)).ShouldBeEmpty();
    }

    private async Task<IReadOnlyList<string>> DoNowAsync(string incident) => (await Process().Ledger.IncidentAsync(incident, Cancellation))!.Snapshot.DoNow!;

    private static Notice Announced(IncidentSnapshot incident, ResponseProgress progress) =>
        IncidentNotices.OfIncident(NoticeKind.ResponseDone, incident, Severity.Informational, "All urgent response steps are done.", [], []);

    private async Task<string> IncidentAsync() => (await RecordAsync("first", TestData.Morning)).IncidentId;

    private Task<RecordingResult> RecordAsync(string id, DateTimeOffset at) =>
        Process().Ledger.RecordAsync(TestData.Record(id, at, "111122223333/2026-11-20T09:00:00Z"), "{}", at, Cancellation);

    private Task<IReadOnlyList<Delivery>?> MarkAsync(string incident, string step, int urgent) =>
        Process().Ledger.NoteResponseAsync(
            incident,
            progress => progress.With(step, new StepTick("Kim", TestData.Morning)),
            (snapshot, progress) => progress.Ticks.Count < urgent ? null : Announced(snapshot, progress),
            [new AuditEntry("StepDone", incident, "Kim", step, TestData.Morning)],
            Cancellation);

    private async Task<ResponseProgress> ProgressAsync(string incident) =>
        Ledger.Read((await Store.FindAsync(Account, LedgerKeys.Response(incident), Cancellation))!.Content, LedgerJson.Default.ResponseProgress);

    // As another process would have it.
    private TestLedger Process() => new(Store, _time, "sns", "teams");
}
