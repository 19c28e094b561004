using RootWatch.Bridge.Incidents;
using RootWatch.Bridge.Messages;
using RootWatch.Bridge.Notifications;
using RootWatch.Bridge.Recording;
using RootWatch.Bridge.Storage;
using RootWatch.Detection;
using RootWatch.Detection.CloudTrail;

namespace RootWatch.Bridge.Tests.Recording;

/// <summary>What the ledger keeps, whatever it is kept in.</summary>
public abstract class LedgerContract
{
    private const string Session = "111122223333/2026-11-20T09:00:00Z";
    private static readonly RootRecord SignIn = TestData.Record("sign-in", session: Session) with { EventSource = "signin.amazonaws.com", EventName = "ConsoleLogin", Mfa = MfaState.Used };
    private static readonly RootRecord CreateUser = TestData.Record("create-user", session: Session, at: TestData.Morning.AddSeconds(20)) with { EventName = "CreateUser", Mfa = MfaState.Used, Request = new RequestFacts(TargetUser: "alice") };
    private static readonly RootRecord StopLogging = TestData.Record("stop-logging", session: Session, at: TestData.Morning.AddSeconds(40)) with { EventSource = "cloudtrail.amazonaws.com", EventName = "StopLogging", Mfa = MfaState.Used };
    private static readonly RootRecord RunInstances = TestData.Record("run-instances", session: Session, at: TestData.Morning.AddSeconds(40)) with { EventSource = "ec2.amazonaws.com", EventName = "RunInstances", Mfa = MfaState.Used };
    private static readonly RootRecord CreateKey = TestData.Record("create-key", session: Session, at: TestData.Morning.AddSeconds(50));

    private readonly FakeTimeProvider _time = new(TestData.Morning);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    internal abstract IIncidentStore Store { get; }

    [Fact]
    public async Task News_makes_a_delivery_for_each_channel_that_its_finder_may_send()
    {
        var recorded = await RecordAsync(Process(), SignIn);

        recorded.Deliveries.Select(delivery => (delivery.Channel, delivery.State, delivery.IsMine)).ShouldBe([("sns", DeliveryState.Leased, true), ("teams", DeliveryState.Leased, true)]);
    }

    [Fact]
    public async Task The_same_event_again_changes_nothing_whoever_receives_it()
    {
        var first = await RecordAsync(Process(), SignIn);

        var again = await RecordAsync(Process(), SignIn);

        again.IncidentId.ShouldBe(first.IncidentId);
        again.Finding.Headline.ShouldBe(first.Finding.Headline);
        again.Deliveries.Select(delivery => (delivery.Id, delivery.IsMine)).ShouldBe(first.Deliveries.Select(delivery => (delivery.Id, false)));
        (await Process().Ledger.IncidentAsync(first.IncidentId, Cancellation))!.Findings.ShouldBe(1);
    }

    [Fact]
    public async Task No_news_makes_nothing_due() =>
        (await RecordAsync(Process(), TestData.Record() with { Identity = RootIdentity.AwsSupport, EventName = "CreateUser" })).Deliveries.ShouldBeEmpty();

    [Fact]
    public async Task What_was_sent_is_never_leased_again()
    {
        var process = Process();
        var delivery = (await RecordAsync(process, SignIn)).Deliveries[0];
        await process.Deliveries.SettleAsync(delivery with { State = DeliveryState.Sent, Proof = "p" }, following: null, Cancellation);
        _time.Advance(TimeSpan.FromHours(1));

        (await process.Deliveries.TryLeaseAsync(delivery, Cancellation)).ShouldBeNull();
        (await RecordAsync(Process(), SignIn)).Deliveries[0].Proof.ShouldBe("p");
    }

    [Fact]
    public async Task A_lease_that_expired_is_taken_by_one_alone_and_may_have_been_sent()
    {
        var delivery = (await RecordAsync(Process(), SignIn)).Deliveries[0];
        (await Process().Deliveries.TryLeaseAsync(delivery, Cancellation)).ShouldBeNull("it is leased");
        _time.Advance(DeliveryLedger.Lease);

        var leases = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Process().Deliveries.TryLeaseAsync(delivery, Cancellation)));

        leases.Where(lease => lease is not null).ShouldHaveSingleItem()!.MayHaveBeenSent.ShouldBeTrue();
    }

    [Fact]
    public async Task Whoever_lost_the_lease_has_a_say_only_with_a_proof()
    {
        var process = Process();
        var slow = (await RecordAsync(process, SignIn)).Deliveries[0];
        _time.Advance(DeliveryLedger.Lease);
        await process.Deliveries.TryLeaseAsync(slow, Cancellation);

        (await process.Deliveries.SettleAsync(slow with { State = DeliveryState.Due }, following: null, Cancellation)).ShouldBeFalse();
        (await process.Deliveries.SettleAsync(slow with { State = DeliveryState.Sent, Proof = "p" }, following: null, Cancellation)).ShouldBeTrue();
    }

    [Fact]
    public async Task Within_a_minute_news_is_held_and_told_together()
    {
        var process = Process();
        await RecordAsync(process, SignIn);

        var held = await RecordAsync(process, CreateUser);
        var more = await RecordAsync(process, RunInstances);
        held.Deliveries.ShouldBeEmpty();
        more.Deliveries.ShouldBeEmpty();
        more.HeldUntil.ShouldBe(TestData.Morning.AddMinutes(1));
        _time.Advance(TimeSpan.FromMinutes(1));
        var again = await RecordAsync(Process(), RunInstances);

        var update = again.Deliveries.Where(delivery => delivery.IsMine).Select(delivery => delivery.Message).OfType<Alert>().ToList();
        update.Count.ShouldBe(2);
        update.ShouldAllBe(alert => alert.Number == 2 && alert.Finding.Record.EventId == "run-instances");
        again.HeldUntil.ShouldBeNull();
    }

    [Fact]
    public async Task What_makes_an_incident_Critical_does_not_wait_and_takes_along_what_does()
    {
        var process = Process();
        await RecordAsync(process, SignIn);
        await RecordAsync(process, RunInstances);

        var critical = await RecordAsync(process, CreateKey);

        var alert = critical.Deliveries[0].Message.ShouldBeOfType<Alert>();
        alert.Urgency.ShouldBe(Severity.Critical);
        alert.Also.ShouldHaveSingleItem();
        critical.HeldUntil.ShouldBeNull();
    }

    [Fact]
    public async Task After_an_hour_of_quiet_an_incident_that_grew_is_summed_up_once()
    {
        var process = Process();
        var first = await RecordAsync(process, SignIn);
        _time.Advance(TimeSpan.FromMinutes(2));
        await RecordAsync(process, CreateUser with { EventName = "ListUsers", IsRead = true });
        _time.Advance(TimeSpan.FromMinutes(59));
        (await process.Ledger.ReleaseAsync("111122223333", Cancellation)).ShouldBeEmpty();
        _time.Advance(TimeSpan.FromMinutes(2));

        var released = await process.Ledger.ReleaseAsync("111122223333", Cancellation);

        released.Select(delivery => delivery.Channel).ShouldBe(["sns", "teams"]);
        released.ShouldAllBe(delivery => ((Notice)delivery.Message).Kind == NoticeKind.IncidentClosed && delivery.Message.Topic == first.IncidentId);
        (await Process().Ledger.ReleaseAsync("111122223333", Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_incident_that_did_not_grow_ends_in_silence()
    {
        var process = Process();
        await RecordAsync(process, SignIn);
        _time.Advance(TimeSpan.FromHours(2));

        (await process.Ledger.ReleaseAsync("111122223333", Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_nobody_was_told_of_ends_in_silence()
    {
        var process = Process();
        await RecordAsync(process, SignIn with { Identity = RootIdentity.AwsSupport, EventName = "CreateUser" });
        await RecordAsync(process, CreateUser with { Identity = RootIdentity.AwsSupport });
        _time.Advance(TimeSpan.FromHours(2));

        (await process.Ledger.ReleaseAsync("111122223333", Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_64_who_record_at_once_no_finding_is_lost_and_each_message_is_one_persons()
    {
        var recording = Task.WhenAll(Enumerable.Range(0, 64).Select(number => Task.Run(
            () => RecordAsync(Process(), CreateUser with { EventId = $"e{number % 32}", EventTime = TestData.Morning.AddSeconds(number % 32) }), Cancellation)));
        while (!recording.IsCompleted)
        {
            // Whoever was not the first waits a little.
            _time.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Yield();
        }

        var recorded = await recording;

        var incident = await Process().Ledger.IncidentAsync(recorded[0].IncidentId, Cancellation);
        incident!.Findings.ShouldBe(32);
        recorded.SelectMany(one => one.Deliveries).Where(delivery => delivery.IsMine).GroupBy(delivery => delivery.Id, StringComparer.Ordinal).ShouldAllBe(group => group.Count() == 1);
        (await Process().Deliveries.OfTopicAsync(incident.Id, Cancellation)).Count(delivery => delivery.Message.Number == 1).ShouldBe(2);
    }

    [Fact]
    public async Task A_record_as_large_as_can_be_is_kept_and_told_like_any_other()
    {
        foreach (var number in Enumerable.Range(0, 3))
        {
            var huge = $$$"""{"eventID":"{{{number}}}","eventTime":"2026-11-20T09:00:0{{{number}}}Z","eventSource":"iam.amazonaws.com","eventName":"CreateAccessKey","awsRegion":"us-east-1","sourceIPAddress":"203.0.113.7","userAgent":"{{{new string('<', 100_000)}}}","requestParameters":{"userName":"{{{new string('>', 100_000)}}}"},"userIdentity":{"type":"Root","accountId":"111122223333","arn":"arn:aws:iam::111122223333:root"}}""";
            var record = Detector.Read(System.Text.Encoding.UTF8.GetBytes(huge)).ShouldNotBeNull();

            await RecordAsync(Process(), record);
            (await RecordAsync(Process(), record)).Finding.Record.UserAgent!.Length.ShouldBe(1024);
        }

        (await Process().Ledger.AccountAsync("111122223333", Cancellation)).History.Observations.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_process_releases_what_another_one_held_after_it_had_read_the_account()
    {
        var (one, other) = (Process(), Process());
        await RecordAsync(one, SignIn);
        await RecordAsync(other, RunInstances);
        _time.Advance(TimeSpan.FromMinutes(1));

        var released = await one.Ledger.ReleaseAsync("111122223333", Cancellation);

        released.Select(delivery => delivery.Message.Number).ShouldBe([2, 2]);
    }

    [Fact]
    public async Task Messages_of_an_incident_that_was_forgotten_keep_no_new_one_back()
    {
        await RecordAsync(Process(), SignIn);
        var account = (await Store.FindAsync("111122223333", "account", Cancellation))!;
        await Store.TryWriteAsync("111122223333", [EntryChange.Delete(account)], Cancellation);

        var again = await RecordAsync(Process(), CreateKey);

        again.Deliveries.ShouldAllBe(delivery => delivery.IsMine && delivery.Message.Number == 1);
        again.Deliveries.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Another_process_knows_what_this_one_learnt()
    {
        await RecordAsync(Process(), SignIn);
        await RecordAsync(Process(), RunInstances);

        var critical = await RecordAsync(Process(), CreateKey);

        critical.Finding.Assessment.ShouldBe(Assessment.Anomalous);
        critical.Deliveries[0].Message.Number.ShouldBe(2);
        (await Process().Ledger.AccountsAsync(Cancellation)).ShouldBe(["111122223333"]);
    }

    [Fact]
    public async Task An_account_leaves_the_list_when_it_has_been_quiet_for_long()
    {
        var process = Process();
        await RecordAsync(process, SignIn);
        await process.Ledger.RetireAsync("111122223333", TimeSpan.FromDays(8), Cancellation);
        (await process.Ledger.AccountsAsync(Cancellation)).Count.ShouldBe(1);

        _time.Advance(TimeSpan.FromDays(9));
        await process.Ledger.ReleaseAsync("111122223333", Cancellation);
        await process.Ledger.RetireAsync("111122223333", TimeSpan.FromDays(8), Cancellation);

        (await process.Ledger.AccountsAsync(Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_session_that_was_acknowledged_is_told_of_only_where_it_gets_worse()
    {
        var process = Process();
        var first = await RecordAsync(process, SignIn);

        var told = await process.Ledger.AcknowledgeAsync(first.IncidentId, Verdict.Legitimate, "Jo", "yearly review", Cancellation);
        _time.Advance(TimeSpan.FromMinutes(2));
        var same = await RecordAsync(Process(), CreateUser);
        var worse = await RecordAsync(Process(), StopLogging);

        told.ShouldNotBeNull().Select(delivery => ((Notice)delivery.Message).Kind).ShouldBe([NoticeKind.Acknowledged, NoticeKind.Acknowledged]);
        same.NewsOf.ShouldBeEmpty();
        worse.NewsOf.ShouldBe([first.IncidentId]);
    }

    [Fact]
    public async Task What_was_not_us_is_Critical()
    {
        var process = Process();
        var first = await RecordAsync(process, SignIn);

        var told = await process.Ledger.AcknowledgeAsync(first.IncidentId, Verdict.NotUs, "Jo", "nobody here", Cancellation);

        told.ShouldNotBeNull().ShouldAllBe(delivery => delivery.Message.Urgency == Severity.Critical);
        (await Process().Ledger.IncidentAsync(first.IncidentId, Cancellation))!.Severity.ShouldBe(Severity.Critical);
        (await Process().Ledger.AcknowledgeAsync("111122223333-unknown", Verdict.NotUs, "Jo", "?", Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task An_incident_is_found_with_its_records_as_they_arrived_its_messages_and_its_audit()
    {
        var process = Process();
        var recorded = await process.Ledger.RecordAsync(SignIn, """{"eventName":"ConsoleLogin","é":"\u202E"}""", TestData.Morning, Cancellation);
        await RecordAsync(process, CreateUser);
        await process.Ledger.AcknowledgeAsync(recorded.IncidentId, Verdict.Legitimate, "Jo", "CHG-1", Cancellation);

        var file = (await Process().Archive.FindAsync(recorded.IncidentId, Cancellation)).ShouldNotBeNull();

        file.Records.Select(record => record.Finding.Record.EventId).ShouldBe(["sign-in", "create-user"]);
        file.Incident.Story.ShouldBe("Root signed in to the console and created an IAM user, group or login.");
        file.Document.Acknowledgement!.Name.ShouldBe("Jo");
        file.Audit.ShouldHaveSingleItem().Note.ShouldBe("CHG-1");
        file.Deliveries.Select(delivery => delivery.Channel).Distinct(StringComparer.Ordinal).ShouldBe(["sns", "teams"], ignoreOrder: true);
        (await Process().Archive.RecordAsync("111122223333", "sign-in", Cancellation)).ShouldBe(new StoredRecord("""{"eventName":"ConsoleLogin","é":"\u202E"}""", CutFrom: null));
        (await Process().Archive.RecordAsync("111122223333", "nobody", Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task An_incident_that_the_account_has_forgotten_is_found_all_the_same()
    {
        var old = await RecordAsync(Process(), SignIn);
        _time.Advance(TimeSpan.FromDays(30));
        foreach (var number in Enumerable.Range(0, 1030))
        {
            await RecordAsync(Process(), TestData.Record($"later-{number}", _time.GetUtcNow().AddSeconds(number), "111122223333/2026-12-20T09:00:00Z") with { EventName = "ListUsers", IsRead = true });
        }

        (await Process().Ledger.IncidentAsync(old.IncidentId, Cancellation)).ShouldBeNull();
        var file = (await Process().Archive.FindAsync(old.IncidentId, Cancellation)).ShouldNotBeNull();
        file.Records.ShouldHaveSingleItem().Finding.Record.EventId.ShouldBe("sign-in");
        file.Incident.Story.ShouldBe("Root signed in to the console.");
    }

    [Fact]
    public async Task The_list_has_every_accounts_incidents_the_latest_first_and_follows_what_changes_them()
    {
        var first = await RecordAsync(Process(), SignIn);
        await RecordAsync(Process(), TestData.Record("other", TestData.Morning.AddHours(1), "444455556666/2026-11-20T10:00:00Z", account: "444455556666"));
        await RecordAsync(Process(), StopLogging);
        await Process().Ledger.AcknowledgeAsync(first.IncidentId, Verdict.NotUs, "Jo", string.Empty, Cancellation);

        var list = await Process().Archive.ListAsync(account: null, Cancellation);

        list.Select(document => document.Incident.Account).ShouldBe(["444455556666", "111122223333"]);
        (list[1].Incident.Findings, list[1].Incident.Severity, list[1].Acknowledgement!.Verdict).ShouldBe((2, Severity.Critical, Verdict.NotUs));
        (await Process().Archive.ListAsync("444455556666", Cancellation)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task An_incident_that_gets_another_name_is_listed_once_and_its_old_link_still_leads_to_it()
    {
        // Attempts are named after the first, and this one arrives last.
        var attempt = SignIn with { EventId = "second", Failed = true, SessionKey = null };
        var before = await RecordAsync(Process(), attempt);
        var after = await RecordAsync(Process(), attempt with { EventId = "first", EventTime = TestData.Morning.AddMinutes(-5) });

        after.IncidentId.ShouldNotBe(before.IncidentId);
        (await Process().Archive.ListAsync(account: null, Cancellation)).ShouldHaveSingleItem().Incident.Id.ShouldBe(after.IncidentId);
        (await Process().Archive.FindAsync(before.IncidentId, Cancellation))!.Incident.Id.ShouldBe(after.IncidentId);
    }

    [Fact]
    public async Task An_incident_that_only_some_records_have_left_keeps_its_name_and_the_rest()
    {
        var look = TestData.Record("look", session: null, at: TestData.Morning) with { EventName = "ListUsers", IsRead = true };
        var first = await RecordAsync(Process(), look);
        await RecordAsync(Process(), look with { EventId = "look-again", EventTime = TestData.Morning.AddMinutes(30) });

        // What came in between has a session, which the second look belongs to after all.
        var between = await RecordAsync(Process(), look with { EventId = "between", EventTime = TestData.Morning.AddMinutes(20), SessionKey = "111122223333/2026-11-20T09:20:00Z" });

        var list = await Process().Archive.ListAsync(account: null, Cancellation);
        list.Select(document => (document.Incident.Id, document.Incident.Findings)).ShouldBe([(between.IncidentId, 2), (first.IncidentId, 1)]);
        (await Process().Archive.FindAsync(first.IncidentId, Cancellation))!.Incident.Id.ShouldBe(first.IncidentId);
    }

    [Theory]
    [InlineData("system-0123456789")]
    [InlineData("accounts-0123456789")]
    [InlineData("111122223333")]
    [InlineData("111122223333-0123456789/../x")]
    [InlineData("")]
    public async Task What_is_no_incidents_name_is_asked_of_nobody(string id) => (await Process().Archive.FindAsync(id, Cancellation)).ShouldBeNull();

    [Fact]
    public async Task The_largest_record_that_can_arrive_is_kept()
    {
        var random = new Random(1);
        var json = $"\"{string.Concat(Enumerable.Range(0, 250 * 1024).Select(_ => (char)random.Next(32, 127)))}\"";

        await Process().Ledger.RecordAsync(SignIn, json, TestData.Morning, Cancellation);

        (await Process().Archive.RecordAsync("111122223333", "sign-in", Cancellation)).ShouldBe(new StoredRecord(json, CutFrom: null));
    }

    [Fact]
    public async Task A_record_that_is_too_large_for_the_store_is_kept_in_part_and_says_so()
    {
        var random = new Random(1);
        var json = $"{{\"requestParameters\":{{\"a\":\"{string.Concat(Enumerable.Range(0, 1_900_000).Select(_ => (char)random.Next(97, 123)))}\"}},\"eventID\":\"sign-in\"}}";

        await Process().Ledger.RecordAsync(SignIn, json, TestData.Morning, Cancellation);

        var kept = (await Process().Archive.RecordAsync("111122223333", "sign-in", Cancellation)).ShouldNotBeNull();
        kept.CutFrom.ShouldBe(json.Length);
        kept.Json.ShouldEndWith(",\"eventID\":\"sign-in\"}");
        (await Process().Ledger.RecordAsync(SignIn, json, TestData.Morning, Cancellation)).IncidentId.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Many_records_of_nothing_but_long_texts_are_kept()
    {
        var random = new Random(1);
        for (var number = 0; number < 15; number++)
        {
            var record = TestData.Record($"{number}", at: TestData.Morning.AddSeconds(number), session: Session) with
            {
                EventSource = Long(), EventName = Long(), SourceIp = Long(), UserAgent = Long(), ErrorCode = Long(), AccessKeyId = Long(),
                Request = new RequestFacts(TargetUser: Long(), Status: Long(), MfaDelete: Long(), InstanceType: Long(), TaskPolicy: Long(), IssuedKey: Long()),
            };
            await RecordAsync(Process(), record);
        }

        (await Process().Ledger.AccountAsync("111122223333", Cancellation)).Knows("14").ShouldBeTrue();

        string Long() => string.Concat(Enumerable.Range(0, 1024).Select(_ => (char)random.Next(0x4E00, 0x9FFF)));
    }

    [Fact]
    public async Task Of_a_group_the_first_is_told_and_no_other_until_an_hour_has_passed()
    {
        (await GroupAsync("a", TimeSpan.Zero)).Count.ShouldBe(2);
        (await GroupAsync("b", TimeSpan.FromMinutes(59))).ShouldBeEmpty();
        (await GroupAsync("c", TimeSpan.FromMinutes(-59))).ShouldBeEmpty("it only came later");
        (await GroupAsync("d", TimeSpan.FromMinutes(60))).Count.ShouldBe(2);
        (await GroupAsync("e", TimeSpan.FromMinutes(30))).ShouldBeEmpty("an earlier hour is remembered");
        (await GroupAsync("f", TimeSpan.FromMinutes(30), "another")).Count.ShouldBe(2);
    }

    [Fact]
    public async Task The_first_of_a_group_again_says_where_its_messages_stand()
    {
        var first = await GroupAsync("a", TimeSpan.Zero);
        await GroupAsync("b", TimeSpan.FromMinutes(1));

        var again = await GroupAsync("a", TimeSpan.Zero);

        again.Select(delivery => (delivery.Id, delivery.IsMine)).ShouldBe(first.Select(delivery => (delivery.Id, false)));
    }

    [Fact]
    public async Task Of_many_processes_at_once_one_tells_the_first_of_a_group()
    {
        var told = await Task.WhenAll(Enumerable.Range(0, 16).Select(number => GroupAsync($"{number}", TimeSpan.FromSeconds(number))));

        told.Count(deliveries => deliveries.Count > 0).ShouldBe(1);
        (await Store.QueryAsync("system", "delivery|", Cancellation)).Count.ShouldBe(2);
    }

    private Task<IReadOnlyList<Delivery>> GroupAsync(string id, TimeSpan after, string name = "update") =>
        Process().Deliveries.PostGroupedAsync(new Notice(NoticeKind.Tampering, $"system-tampering-{id}", Severity.Medium, "Somebody changed something.", [], []), new NoticeGroup(name, TestData.Morning + after), Cancellation);

    private static Task<RecordingResult> RecordAsync(TestLedger process, RootRecord record) => process.Ledger.RecordAsync(record, "{}", process.Time.GetUtcNow(), Cancellation);

    // As another process would have it.
    private TestLedger Process() => new(Store, _time, "sns", "teams");
}
