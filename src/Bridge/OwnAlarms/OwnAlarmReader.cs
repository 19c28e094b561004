using RootWatch.Bridge.Heartbeat;
using RootWatch.Bridge.Ingestion;

namespace RootWatch.Bridge.OwnAlarms;

/// <summary>Reads CloudWatch's event about an alarm.</summary>
/// <remarks>https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html</remarks>
internal static class OwnAlarmReader
{
    // Nobody but AWS can put events with it.
    private const string Source = "aws.cloudwatch";
    private const string Prefix = "rootwatch-";

    /// <summary>Whether an alarm of RootWatch's own was raised; what ends, or waits for data, is no news.</summary>
    /// <param name="envelope">EventBridge's whole envelope.</param>
    /// <param name="detail">The event's detail.</param>
    public static bool IsRaised(ReadOnlySpan<byte> envelope, ReadOnlySpan<byte> detail) =>
        JsonToken.TextOf(envelope, "source"u8) == Source
        && JsonToken.TextOf(detail, "alarmName"u8)?.StartsWith(Prefix, StringComparison.Ordinal) is true
        && JsonToken.TextOf(JsonToken.ObjectOf(detail, "state"u8), "value"u8) == "ALARM";

    /// <summary>Reads one that was raised; null where the envelope names no account and region.</summary>
    /// <param name="envelope">EventBridge's whole envelope.</param>
    /// <param name="detail">The event's detail.</param>
    public static OwnAlarm? Read(ReadOnlySpan<byte> envelope, ReadOnlySpan<byte> detail) =>
        HeartbeatReader.Read(envelope) is { } place
            ? new OwnAlarm(place, JsonToken.TextOf(detail, "alarmName"u8)!, JsonToken.TextOf(JsonToken.ObjectOf(detail, "state"u8), "timestamp"u8) ?? JsonToken.TextOf(envelope, "id"u8) ?? string.Empty)
            : null;
}
