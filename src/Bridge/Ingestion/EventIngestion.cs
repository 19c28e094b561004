using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using RootWatch.Bridge.Incidents;
using RootWatch.Bridge.Notifications;
using RootWatch.Detection;
using RootWatch.Detection.CloudTrail;

namespace RootWatch.Bridge.Ingestion;

/// <summary>The way of one event: read, route, detect, record, notify, answer.</summary>
public sealed class EventIngestion(IIncidentStore incidents, Notifier notifier, UnknownDetailTypes unknown, TimeProvider time)
{
    // For people to read: apostrophes as they are.
    private static readonly AnswerJson Json = new(new JsonSerializerOptions(AnswerJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private static readonly IResult Ignored = Answer(new EventAnswer(EventOutcome.Ignored));
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

        var root = envelope.Kind == EnvelopeKind.SignInAlert ? Detector.ReadSignInAlert(body.Bytes) : Detector.Read(body.Bytes[envelope.Detail]);
        return root is null ? NotRoot : await TellAsync(root, arrival, request.HttpContext.Response, cancellationToken);
    }

    private static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var parsed)
        && "application/json".Equals(parsed.MediaType, StringComparison.OrdinalIgnoreCase);

    private static IResult Answer(EventAnswer answer, int status = StatusCodes.Status200OK) =>
        Results.Json(answer, Json.EventAnswer, statusCode: status);

    private async Task<IResult> TellAsync(RootRecord record, Arrival arrival, HttpResponse response, CancellationToken cancellationToken)
    {
        var recorded = await incidents.RecordAsync(record, arrival.At, notifier.ChannelNames, cancellationToken);
        var finding = recorded.Finding;
        var delivered = await notifier.NotifyAsync(recorded, arrival);
        var answer = new EventAnswer(Outcome(recorded, delivered))
        {
            IncidentId = recorded.Incident.Id,
            Activity = finding.Activity,
            Assessment = finding.Assessment,
            Severity = finding.Severity,
            What = finding.Headline,
            Why = finding.Signals[0].Why,
            Signals = [.. finding.Signals.Select(signal => signal.Id)],
            Deliveries = delivered.States,
        };
        if (delivered.RetryAfter is not { } retryAfter)
        {
            return Answer(answer);
        }

        response.Headers.RetryAfter = Math.Ceiling(retryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return Answer(answer, StatusCodes.Status503ServiceUnavailable);
    }

    private static EventOutcome Outcome(RecordedFinding recorded, Delivered delivered) =>
        delivered.RetryAfter is not null ? EventOutcome.StillDue
        : recorded.IsNews ? EventOutcome.Notified
        : EventOutcome.Recorded;
}
