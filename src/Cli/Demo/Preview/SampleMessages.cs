using System.Collections.Immutable;
using System.Text.Json;
using RootWatch.Bridge.AccountReader;
using RootWatch.Bridge.Expectations;
using RootWatch.Bridge.Heartbeat;
using RootWatch.Bridge.Incidents;
using RootWatch.Bridge.Ingestion;
using RootWatch.Bridge.LeftBehind;
using RootWatch.Bridge.Messages;
using RootWatch.Bridge.Notifications;
using RootWatch.Bridge.OwnAlarms;
using RootWatch.Bridge.Posture;
using RootWatch.Bridge.Regions;
using RootWatch.Bridge.Response;
using RootWatch.Bridge.Sweeping;
using RootWatch.Bridge.TestEvents;
using RootWatch.Detection;
using RootWatch.Detection.Policy;
using RootWatch.Detection.Tampering;

namespace RootWatch.Cli.Demo.Preview;

/// <summary>Every kind of message, made of the demo's story by the bridge's own code.</summary>
internal sealed class SampleMessages(OutgoingComposer composer, RedriveAdvice advice, DateTimeOffset now)
{
    private const string Account = "111122223333";

    public async Task<IReadOnlyList<SampleMessage>> MessagesAsync()
    {
        var (alerts, stranger) = Play();
        var heartbeats = SilenceNotices.Heartbeats(advice);
        var spoke = new SpokeId(Account, "eu-central-1");
        var hub = new SilentRootPath("999988887777", "eu-central-1", now.AddMinutes(-17), Messages: 1, now);
        var opened = new RegionChange(new SpokeId(Account, "eu-south-1"), RegionStatus.Enabled, "2026-11-20T10:00:00Z");
        var silent = new SilentSpokes("system-spoke", now.AddMinutes(-17), now, SilentSpokes.ByAccount([])) { Messages = 2 };
        var many = Enumerable.Range(1, 60).Select(number => new SpokeId($"{number:D12}", "eu-west-1")).ToList();
        var common = new TotalSilence(now.AddMinutes(-40)) { To = now.AddMinutes(-19), Messages = 2 };
        var window = new Expectation { From = now.AddMinutes(10), To = now.AddHours(2), Who = new PlainText("Kim Example"), Ticket = new PlainText("CHG-1042"), Accounts = [new AccountId(Account)], Tasks = [new TaskName("email-changed")] };
        (string Name, string Title, Message Message)[] messages =
        [
            ("expected", "New incident, Expected", alerts.First(alert => alert.Finding.Assessment == Assessment.Expected)),
            ("unusual", "New incident, Unusual", alerts.First(alert => alert.Finding.Assessment == Assessment.Unusual)),
            ("anomalous", "New incident, Anomalous", alerts.First(alert => alert.Finding.Severity == Severity.Critical) with { Number = 1 }),
            ("update", "Update", alerts[^1]),
            ("closed", "Closing summary", IncidentNotices.Closed(stranger)),
            ("acknowledged-us", "Acknowledged: us", IncidentNotices.Acknowledged(Said(stranger, Verdict.Legitimate, "Planned, CHG-1042"))),
            ("acknowledged-not-us", "Acknowledged: NOT us", IncidentNotices.Acknowledged(Said(stranger, Verdict.NotUs, "Called the owner: nobody signed in"))),
            ("response-done", "Urgent steps done", Responded(stranger)),
            ("expectation-declared", "Expectation declared", ExpectationWindows.Announcement(NoticeKind.ExpectationDeclared, "0f8b", window)),
            ("spoke-silent", "Spoke silent", heartbeats.OfSome([spoke], [spoke], silent.Since, silent.Since)),
            ("spoke-back", "Spoke back", heartbeats.OfReturn([new ReturnedSpokes(silent, [spoke], 1, now)], [spoke], now)),
            ("region-silent", "Region silent", heartbeats.OfSome(many, [.. many, spoke], silent.Since, silent.Since)),
            ("silence", "Silence from everywhere", heartbeats.OfAll(common with { To = null, Messages = 1 }, many.Count)),
            ("silence-ended", "After it, some are missing", heartbeats.OfEnd(common, [many[3], many[7]], many.Count, many)),
            ("cloudtrail-silent", "CloudTrail silent", SilenceNotices.CloudTrail.OfSome([spoke], [spoke], now.AddDays(-3), now.AddDays(-3))),
            ("cloudtrail-back", "CloudTrail back", SilenceNotices.CloudTrail.OfReturn([new ReturnedSpokes(silent, [spoke], 1, now)], [spoke], now)),
            ("root-path-silent", "Root's path silent", RootPathNotices.Silent(hub)),
            ("root-path-back", "Root's path back", RootPathNotices.Back(hub with { Messages = 2 }, now)),
            ("region-enabled", "Region enabled, no spoke", RegionNotices.Of(opened, CoverageState.NeverHeard)!),
            ("region-disabled", "Region disabled", RegionNotices.Of(opened with { Status = RegionStatus.Disabled }, CoverageState.Alive)!),
            ("undelivered", "A spoke cannot forward", OwnAlarmNotices.Of(new OwnAlarm(spoke, "rootwatch-undelivered", "2026-11-20T09:58:12.345+0000"), advice)),
            ("own-alarm", "An alarm of our own", OwnAlarmNotices.Of(new OwnAlarm(spoke, "rootwatch-nothing-delivered", "2026-11-20T09:58:12.345+0000"), advice)),
            ("weekly", "Weekly, all quiet", WeeklyReport.ReportOf(now, [], [new RootWatch.Bridge.Heartbeat.Coverage(Account, "us-east-1", CoverageState.Alive, now, CoverageState.Alive, now.AddHours(-9))])),
            ("delivery-failing", "Delivery failing", ChannelNotices.Refusing("teams", new ChannelOutage(now, "HTTP 403"))),
            ("delivery-back", "Delivery back", ChannelNotices.Back("teams", new ChannelOutage(now.AddHours(-2), "HTTP 403"), now)),
            ("tampering", "Tampering by somebody else", TamperingNotices.Of(new TamperRecord(TamperedThing.CloudTrail, "e1", now.AddSeconds(-4), "cloudtrail.amazonaws.com", "StopLogging", Account, "us-east-1", $"arn:aws:iam::{Account}:user/mallory", "203.0.113.77", Failed: false))),
            ("credential-used", "A left-behind key is used", Used(stranger)),
            ("posture-weakened", "Root is easier to take over", PostureNotices.Of(Account, [PostureChange.KeysAppeared, PostureChange.MfaGone], now.AddDays(-1), now, new RootPosture(HasAccessKeys: true, HasMfa: false, HasPassword: true, HasSigningCertificates: false))),
            ("posture-mended", "Root is harder to take over", PostureNotices.Of(Account, [PostureChange.KeysGone], now.AddDays(-1), now, new RootPosture(HasAccessKeys: false, HasMfa: true, HasPassword: null, HasSigningCertificates: false))),
            ("test", "TEST", TestNotices.Of(Account, "us-east-1", new Guid("7a4c7f4e-3f0b-4a55-9a39-5a1d5b6b0f11"), now)),
        ];
        var content = new DigestContent();
        foreach (var (_, _, message) in messages)
        {
            content.Add(message);
        }

        var digest = ChannelNotices.Digest([.. alerts.Select((alert, at) => new Fact($"4444555566{at:D2}", AlertText.Headline(alert.Finding)))], content, Severity.High, now);
        return await Task.WhenAll(messages.Append(("digest", "Storm digest", digest)).Select(async one => new SampleMessage(one.Name, one.Title, await ComposeAsync(one.Message))));
    }

    /// <summary>What the story's records become, one message each.</summary>
    private (ImmutableList<Alert> Alerts, Incident Stranger) Play()
    {
        var (ledger, alerts) = (AccountLedger.Empty, ImmutableList<Alert>.Empty);
        foreach (var one in DemoStory.Events)
        {
            using var envelope = JsonDocument.Parse(DemoStory.Envelope(one, now));
            if (Detector.Read(JsonSerializer.SerializeToUtf8Bytes(envelope.RootElement.GetProperty("detail"))) is { Account: Account } record)
            {
                (ledger, var messages) = ledger.Record(record, record.EventTime!.Value.AddSeconds(3), DetectionPolicy.None).Ledger.Release(now, TimeSpan.Zero);
                alerts = alerts.AddRange(messages.OfType<Alert>());
            }
        }

        return (alerts, ledger.IncidentOf(alerts[^1].Topic)!);
    }

    private Incident Said(Incident incident, Verdict verdict, string note) =>
        incident with { Notifications = incident.Notifications with { Acknowledgement = new Acknowledgement(verdict, "Kim Example", note, now, incident.Assessment, incident.Severity) } };

    private Notice Responded(Incident incident)
    {
        var plan = IncidentPlan.Of(Account, [.. incident.Known.Select(known => known.Finding)], []);
        var steps = plan.Steps.Select((step, at) => new ChecklistStep(step) { Tick = step.Step.IsUrgent ? new StepTick(at % 2 == 0 ? "Kim Example" : "Alex Example", now.AddMinutes(at)) : null });
        return ResponseNotices.WhenDone(incident.Snapshot, new ResponseChecklist(plan, [.. steps]))! with { Number = 10 };
    }

    private Notice Used(Incident incident)
    {
        var item = incident.Snapshot.LeftBehind!.Items[0];
        var use = new CredentialUse("ec2.amazonaws.com", "RunInstances", "203.0.113.77", "us-west-2", Failed: false) { Calls = 14, First = now.AddMinutes(-5), Last = now.AddMinutes(-2) };
        var used = new FollowedCredential(item, incident.Id) { Uses = [use], Calls = 14 };
        return CredentialNotices.Used(incident.Snapshot, [used], [used]) with { Number = 9 };
    }

    private Task<OutgoingMessage> ComposeAsync(Message message) => composer.ComposeAsync(ledger: null!, new Delivery(message, "preview"), new PreviewChannel());

    /// <summary>A channel that keeps no threads and sends nothing.</summary>
    private sealed class PreviewChannel : INotificationChannel
    {
        public string Name => "preview";

        public Task<string?> CheckAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<SendOutcome> SendAsync(OutgoingMessage outgoing, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
