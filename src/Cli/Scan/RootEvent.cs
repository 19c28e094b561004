using RootWatch.Bridge.Ingestion;
using RootWatch.Detection;
using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.History;

namespace RootWatch.Cli.Scan;

/// <summary>An event that concerns root, with what it is ordered by.</summary>
/// <param name="Order">Its place among the others.</param>
/// <param name="IsEnvelope">Whether the JSON is EventBridge's envelope.</param>
/// <param name="Json">The event as it was found.</param>
internal sealed record RootEvent(EventOrder Order, bool IsEnvelope, byte[] Json)
{
    /// <summary>Null where it does not concern root.</summary>
    public static RootEvent? Of(ReadOnlySpan<byte> json, RecordKind kind)
    {
        var isEnvelope = kind == RecordKind.Envelope;
        if ((isEnvelope ? ReadEnvelope(json) : Detector.Read(json)) is not { } record)
        {
            return null;
        }

        return new RootEvent(EventOrder.Of(record, record.EventTime ?? DateTimeOffset.MinValue), isEnvelope, json.ToArray());
    }

    public RootRecord Read() => (IsEnvelope ? ReadEnvelope(Json) : Detector.Read(Json))!;

    private static RootRecord? ReadEnvelope(ReadOnlySpan<byte> json) =>
        EnvelopeReader.TryRead(json, out var envelope) != EnvelopeFault.None ? null
        : envelope.Kind switch
        {
            EnvelopeKind.CloudTrail => Detector.Read(json[envelope.Detail]),
            EnvelopeKind.SignInAlert => Detector.ReadSignInAlert(json),
            EnvelopeKind.AwsAlarm => Detector.ReadAwsAlarm(json),
            _ => null,
        };
}
