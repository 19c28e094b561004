using RootWatch.Bridge.Ingestion;
using RootWatch.Detection;
using RootWatch.Detection.CloudTrail;

namespace RootWatch.Cli.Scan;

/// <summary>An event that concerns root, with what it is ordered by.</summary>
/// <param name="At">When it happened, UTC.</param>
/// <param name="SignsIn">Whether the sign-in service recorded it: of one second, such come first.</param>
/// <param name="EventId">CloudTrail's id.</param>
/// <param name="IsEnvelope">Whether the JSON is EventBridge's envelope.</param>
/// <param name="Json">The event as it was found.</param>
internal sealed record RootEvent(DateTimeOffset At, bool SignsIn, string EventId, bool IsEnvelope, byte[] Json)
{
    public static readonly Comparer<RootEvent> Order = Comparer<RootEvent>.Create(static (one, other) =>
        one.At != other.At ? one.At.CompareTo(other.At)
        : one.SignsIn != other.SignsIn ? other.SignsIn.CompareTo(one.SignsIn)
        : string.CompareOrdinal(one.EventId, other.EventId));

    /// <summary>Null where it does not concern root.</summary>
    public static RootEvent? Of(ReadOnlySpan<byte> json, RecordKind kind)
    {
        var isEnvelope = kind == RecordKind.Envelope;
        if (kind == RecordKind.None || (isEnvelope ? ReadEnvelope(json) : Detector.Read(json)) is not { } record)
        {
            return null;
        }

        return new RootEvent(
            record.EventTime ?? DateTimeOffset.MinValue, record.EventSource.StartsWith("signin.", StringComparison.OrdinalIgnoreCase), record.EventId, isEnvelope, json.ToArray());
    }

    public RootRecord Read() => (IsEnvelope ? ReadEnvelope(Json) : Detector.Read(Json))!;

    private static RootRecord? ReadEnvelope(ReadOnlySpan<byte> json) =>
        EnvelopeReader.TryRead(json, out var envelope) != EnvelopeFault.None ? null
        : envelope.Kind switch
        {
            EnvelopeKind.CloudTrail => Detector.Read(json[envelope.Detail]),
            EnvelopeKind.SignInAlert => Detector.ReadSignInAlert(json),
            _ => null,
        };
}
