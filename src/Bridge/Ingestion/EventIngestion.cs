using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using RootWatch.Bridge.Heartbeat;
using RootWatch.Bridge.Incidents;
using RootWatch.Bridge.Notifications;
using RootWatch.Detection;
using RootWatch.Detection.CloudTrail;

namespace RootWatch.Bridge.Ingestion;

/// <summary>The way of one event: read, route, detect, record, notify, answer.</summary>
public sealed class EventIngestion(Recorder recorder, Notifier notifier, HeartbeatIngestion heartbeats, UnknownDetailTypes unknown, TimeProvider time)
{
    // For people to read: apostrophes as they are.
    private static readonly AnswerJson Json = new(new JsonSerializerOptions(AnswerJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private static readonly IResult Ignored = Answer(new EventAnswer(EventOutcome.Ignored));
    private static readonly IResult Heartbeat = Answer(new EventAnswer(EventOutcome.Heartbeat));
    private static readonly IResult NotRoot = Answer(new EventAnswer(EventOutcome.NotRoot));

    public async Task<IResult> ReceiveAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var arrival = new Arrival(time);
        if (!IsJson(request.ContentType))
        {
            return Refusals.UnsupportedMediaType;
        }

        using var body = await RequestBody.ReadAsync(request, cancellationToken);
        if (body is null)
        {
            return Refusals.TooLarge;
        }

        if (EnvelopeReader.TryRead(body.Bytes, out var envelope) is var fault and not EnvelopeFault.None)
        {
            return Refusals.NotAnEnvelope(fault);
        }

        if (envelope.Kind == EnvelopeKind.Other)
        {
            unknown.Saw(Encoding.UTF8.GetString(body.Bytes[envelope.DetailType]));
            return Ignored;
        }

        if (envelope.Kind == EnvelopeKind.Heartbeat)
        {
            if (HeartbeatReader.Read(body.Bytes) is not { } spoke)
            {
                return Refusals.HeartbeatOfNobody;
            }

            await heartbeats.HearAsync(spoke, arrival);
            return Heartbeat;
        }

        var root = envelope.Kind == EnvelopeKind.SignInAlert ? Detector.ReadSignInAlert(body.Bytes) : Detector.Read(body.Bytes[envelope.Detail]);
        return root is null ? NotRoot : await TellAsync(root, arrival, request.HttpContext.Response);
    }

    private static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var parsed)
        && "application/json".Equals(parsed.MediaType, StringComparison.OrdinalIgnoreCase);

    private static IResult Answer(EventAnswer answer, int status = StatusCodes.Status200OK) =>
        Results.Json(answer, Json.EventAnswer, statusCode: status);

    private async Task<IResult> TellAsync(RootRecord record, Arrival arrival, HttpResponse response)
    {
        var (recorded, book) = await recorder.RecordAsync(record, arrival.At);
        var finding = recorded.Finding;
        var delivered = await notifier.SendAsync(book, recorded.Deliveries, arrival);
        var retryAfter = Longer(delivered.RetryAfter, recorded.HeldUntil - time.GetUtcNow());
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
        if (retryAfter is not { } wait)
        {
            return Answer(answer);
        }

        response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return Answer(answer, StatusCodes.Status503ServiceUnavailable);
    }

    private static TimeSpan? Longer(TimeSpan? one, TimeSpan? other) => one is null || other > one ? other : one;
}
