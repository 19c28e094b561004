using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using RootWatch.Bridge.Heartbeat;
using RootWatch.Bridge.Messages;
using RootWatch.Bridge.Notifications;
using RootWatch.Bridge.OwnAlarms;
using RootWatch.Bridge.Recording;
using RootWatch.Bridge.Regions;
using RootWatch.Bridge.Requests;
using RootWatch.Bridge.Telemetry;
using RootWatch.Bridge.TestEvents;
using RootWatch.Detection;
using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.Tampering;

namespace RootWatch.Bridge.Ingestion;

/// <summary>The way of one event: read, route, detect, record, notify, answer.</summary>
public sealed class EventIngestion(
    ResilientLedger resilientLedger, Notifier notifier, HeartbeatIngestion heartbeats, ChangeSets changeSets, RegionChanges regions, RedriveAdvice advice, BridgeMetrics metrics, RequestGuard guard, UnknownDetailTypes unknown, TimeProvider time)
{
    // For people to read: apostrophes as they are.
    private static readonly AnswerJson Json = new(new JsonSerializerOptions(AnswerJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private static readonly TimeSpan WhenBusy = TimeSpan.FromSeconds(5);
    private static readonly IResult Ignored = FixedAnswer.Of(new EventAnswer(EventOutcome.Ignored), Json.EventAnswer);
    private static readonly IResult Heartbeat = FixedAnswer.Of(new EventAnswer(EventOutcome.Heartbeat), Json.EventAnswer);
    private static readonly IResult NotRoot = FixedAnswer.Of(new EventAnswer(EventOutcome.NotRoot), Json.EventAnswer);

    public async Task<IResult> ReceiveAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var trace = BridgeTraces.Event();
        var (result, outcome) = await TryAnswerAsync(request, trace, cancellationToken);
        if (outcome is { } known)
        {
            metrics.Answered(known);
        }
        else
        {
            metrics.Refused((result as IStatusCodeHttpResult)?.StatusCode ?? StatusCodes.Status400BadRequest);
        }

        trace?.SetTag("rootwatch.outcome", outcome?.ToString() ?? "Refused");
        return result;
    }

    private async ValueTask<(IResult Result, EventOutcome? Outcome)> TryAnswerAsync(HttpRequest request, Activity? trace, CancellationToken cancellationToken)
    {
        try
        {
            return await AnswerAsync(request, trace, cancellationToken);
        }
        // Whatever it is: a refusal would be EventBridge's last word, and the event would be lost.
        catch (Exception failure) when (!request.HttpContext.RequestAborted.IsCancellationRequested)
        {
            guard.Note(failure);
            return Due(new EventAnswer(EventOutcome.StillDue), WhenBusy, request.HttpContext.Response);
        }
    }

    /// <summary>The answer, and what became of the event; null where it is none.</summary>
    private async ValueTask<(IResult Result, EventOutcome? Outcome)> AnswerAsync(HttpRequest request, Activity? trace, CancellationToken cancellationToken)
    {
        var deadline = new AnswerDeadline(time);
        using var body = await RequestBody.ReadAsync(request, cancellationToken);
        if (body is null)
        {
            return (Refusals.TooLarge, null);
        }

        if (EnvelopeReader.TryRead(body.Bytes, out var envelope) is var fault and not EnvelopeFault.None)
        {
            // What is an event is taken whatever it is called: a static header of the connection can change the name.
            return (fault == EnvelopeFault.AccountIsNotTheRecords ? Refusals.AnotherAccount : IsJson(request.ContentType) ? Refusals.NotAnEnvelope(fault) : Refusals.UnsupportedMediaType, null);
        }

        trace?.SetTag("aws.eventbridge.event_id", Untrusted.Text(Encoding.UTF8.GetString(body.Bytes[envelope.Id])));
        if (envelope.Kind == EnvelopeKind.Other)
        {
            unknown.Saw(Encoding.UTF8.GetString(body.Bytes[envelope.DetailType]));
            return (Ignored, EventOutcome.Ignored);
        }

        if (envelope.Kind is EnvelopeKind.Heartbeat or EnvelopeKind.Test or EnvelopeKind.RegionChange or EnvelopeKind.AlarmChange)
        {
            return await AnswerSignAsync(body, envelope, deadline, request.HttpContext.Response);
        }

        // Nearly every record that CloudTrail writes ends here, or at the probe.
        var mayMatter = envelope.Kind != EnvelopeKind.CloudTrail || Detector.MayMatter(body.Bytes[envelope.Detail]);
        if (mayMatter && ReadRoot(body.Bytes, envelope) is { } root)
        {
            if (envelope.Kind == EnvelopeKind.SignInAlert && !AlertAccount.IsEnvelopes(body.Bytes, body.Bytes[envelope.Detail]))
            {
                return (Refusals.AnotherAccount, null);
            }

            return await TellAsync(root, Encoding.UTF8.GetString(body.Bytes[envelope.Kind == EnvelopeKind.CloudTrail ? envelope.Detail : Range.All]), deadline, request.HttpContext.Response);
        }

        return envelope.Kind == EnvelopeKind.CloudTrail ? await AnswerOthersAsync(body, envelope, mayMatter, deadline, request.HttpContext.Response) : (NotRoot, EventOutcome.NotRoot);
    }

    /// <summary>What says how RootWatch itself is, and where it looks.</summary>
    private async ValueTask<(IResult Result, EventOutcome? Outcome)> AnswerSignAsync(RequestBody body, Envelope envelope, AnswerDeadline deadline, HttpResponse response)
    {
        switch (envelope.Kind)
        {
            case EnvelopeKind.Heartbeat:
                return HeartbeatReader.Read(body.Bytes) is { } spoke ? await HearAsync(spoke, body, envelope, deadline) : (Refusals.HeartbeatOfNobody, null);
            case EnvelopeKind.Test:
                return TestEventReader.Read(body.Bytes, body.Bytes[envelope.Detail]) is { } test
                    ? await TellAsync(TestNotices.Of(test.Account, test.Region, test.Id, deadline.At), deadline, response)
                    : (Refusals.TestOfNobody, null);
            case EnvelopeKind.RegionChange:
                return RegionChangeReader.Read(body.Bytes, body.Bytes[envelope.Detail]) is not { } change ? (Refusals.RegionChangeOfNobody, null)
                    : await regions.NoticeOfAsync(change) is { } notice ? await TellAsync(notice, deadline, response)
                    : (NotRoot, EventOutcome.NotRoot);
            case EnvelopeKind.AlarmChange:
                return !OwnAlarmReader.IsRaised(body.Bytes, body.Bytes[envelope.Detail]) ? (NotRoot, EventOutcome.NotRoot)
                    : OwnAlarmReader.Read(body.Bytes, body.Bytes[envelope.Detail]) is { } alarm ? await TellAsync(OwnAlarmNotices.Of(alarm, advice), deadline, response)
                    : (Refusals.AlarmOfNobody, null);
            default:
                throw new ArgumentOutOfRangeException(nameof(envelope), envelope.Kind, message: null);
        }
    }

    private async ValueTask<(IResult Result, EventOutcome? Outcome)> HearAsync(SpokeId spoke, RequestBody body, Envelope envelope, AnswerDeadline deadline)
    {
        var sent = HeartbeatReader.SentAt(body.Bytes);
        if (HeartbeatReader.IsOfRootPath(body.Bytes[envelope.Detail]))
        {
            await heartbeats.HearRootPathAsync(spoke, sent, deadline);
        }
        else
        {
            metrics.Heard(spoke, deadline.At);
            await heartbeats.HearAsync(spoke, sent, deadline);
        }

        return (Heartbeat, EventOutcome.Heartbeat);
    }

    private static RootRecord? ReadRoot(ReadOnlySpan<byte> body, Envelope envelope) =>
        envelope.Kind switch
        {
            EnvelopeKind.SignInAlert => Detector.ReadSignInAlert(body),
            EnvelopeKind.AwsAlarm => Detector.ReadAwsAlarm(body),
            _ => Detector.Read(body[envelope.Detail]),
        };

    /// <summary>What CloudTrail recorded of anybody but root.</summary>
    private async ValueTask<(IResult Result, EventOutcome? Outcome)> AnswerOthersAsync(RequestBody body, Envelope envelope, bool mayMatter, AnswerDeadline deadline, HttpResponse response)
    {
        if (mayMatter && Detector.ReadTampering(body.Bytes[envelope.Detail]) is { } tampering)
        {
            return await TellAsync(TamperingNotices.Of(tampering), deadline, response, TamperingGroups.Of(tampering, deadline.At));
        }

        if (mayMatter && Detector.ReadChangeSet(body.Bytes[envelope.Detail]) is { } changeSet)
        {
            return await AnswerAsync(changeSet, deadline, response);
        }

        if (ProbeReader.Read(body.Bytes, body.Bytes[envelope.Detail]) is { } probed)
        {
            await heartbeats.HearCloudTrailAsync(probed, deadline);
            return (Heartbeat, EventOutcome.Heartbeat);
        }

        return (NotRoot, EventOutcome.NotRoot);
    }

    private async ValueTask<(IResult Result, EventOutcome? Outcome)> AnswerAsync(ChangeSet changeSet, AnswerDeadline deadline, HttpResponse response)
    {
        if (changeSet.Execution is not { } execution)
        {
            await changeSets.RememberAsync(changeSet.Arn, CancellationToken.None);
            return (Answer(new EventAnswer(EventOutcome.Recorded)), EventOutcome.Recorded);
        }

        return await changeSets.AreOursAsync(changeSet.Arn, CancellationToken.None)
            ? await TellAsync(TamperingNotices.Of(execution), deadline, response, TamperingGroups.Of(execution, deadline.At))
            : (NotRoot, EventOutcome.NotRoot);
    }

    private static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var parsed)
        && "application/json".Equals(parsed.MediaType, StringComparison.OrdinalIgnoreCase);

    private static IResult Answer(EventAnswer answer, int status = StatusCodes.Status200OK) =>
        Results.Json(answer, Json.EventAnswer, statusCode: status);

    private async ValueTask<(IResult Result, EventOutcome? Outcome)> TellAsync(RootRecord record, string json, AnswerDeadline deadline, HttpResponse response)
    {
        LedgerEntry<RecordingResult> entry;
        try
        {
            entry = await RecordAsync(record, json, deadline);
        }
        catch (LedgerBusyException)
        {
            // Nothing was told or written: EventBridge brings the event back.
            return Due(new EventAnswer(EventOutcome.StillDue), WhenBusy, response);
        }

        var (recorded, finding) = (entry.Result, entry.Result.Finding);
        metrics.Found(finding);
        var delivered = await notifier.SendAsync(entry.Deliveries, recorded.Deliveries, deadline);
        var retryAfter = Longer(UntilRecorded(entry, delivered), recorded.HeldUntil - time.GetUtcNow());
        var answer = new EventAnswer(retryAfter is not null ? EventOutcome.StillDue : recorded.NewsOf.Count > 0 ? EventOutcome.Notified : EventOutcome.Recorded)
        {
            IncidentId = recorded.IncidentId,
            Activity = finding.Activity,
            Assessment = finding.Assessment,
            Severity = finding.Severity,
            What = finding.Headline,
            Why = finding.Signals[0].Why,
            Signals = [.. finding.Signals.Select(signal => signal.Id)],
            Deliveries = delivered.States,
        };
        return retryAfter is { } wait ? Due(answer, wait, response) : (Answer(answer), answer.Outcome);
    }

    private async ValueTask<(IResult Result, EventOutcome? Outcome)> TellAsync(Notice notice, AnswerDeadline deadline, HttpResponse response, NoticeGroup? group = null)
    {
        var entry = await resilientLedger.PostAsync(notice, group);
        var delivered = await notifier.SendAsync(entry.Deliveries, entry.Result, deadline);
        var retryAfter = UntilRecorded(entry, delivered);
        var done = group is not null && entry.Result.Count == 0 ? EventOutcome.Recorded : EventOutcome.Notified;
        var answer = new EventAnswer(retryAfter is null ? done : EventOutcome.StillDue) { What = notice.Title, Deliveries = delivered.States };
        return retryAfter is { } wait ? Due(answer, wait, response) : (Answer(answer), answer.Outcome);
    }

    private static (IResult Result, EventOutcome? Outcome) Due(EventAnswer answer, TimeSpan wait, HttpResponse response)
    {
        response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return (Answer(answer, StatusCodes.Status503ServiceUnavailable), answer.Outcome);
    }

    // People have been told, but only this process knows: EventBridge keeps the event until the ledger does.
    private static TimeSpan? UntilRecorded<T>(LedgerEntry<T> entry, DeliveryResult delivered) =>
        entry.IsInLedger ? delivered.RetryAfter : Longer(delivered.RetryAfter, WhenBusy);

    private async Task<LedgerEntry<RecordingResult>> RecordAsync(RootRecord record, string json, AnswerDeadline deadline)
    {
        using var trace = BridgeTraces.Record();
        return await resilientLedger.RecordAsync(record, json, deadline.At);
    }

    private static TimeSpan? Longer(TimeSpan? one, TimeSpan? other) => one is null || other > one ? other : one;
}
