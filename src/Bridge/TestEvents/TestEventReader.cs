using RootWatch.Bridge.Heartbeat;
using RootWatch.Bridge.Ingestion;

namespace RootWatch.Bridge.TestEvents;

/// <summary>Reads a test event: whose it is, as with a heartbeat, and the id that whoever sent it gave it.</summary>
internal static class TestEventReader
{
    /// <summary>Null where it names no account and region, or has no UUID in <c>detail.id</c>.</summary>
    public static (string Account, string Region, Guid Id)? Read(ReadOnlySpan<byte> envelope, ReadOnlySpan<byte> detail) =>
        HeartbeatReader.Read(envelope) is { } spoke && Guid.TryParseExact(JsonToken.TextOf(detail, "id"u8), "D", out var id) ? (spoke.Account, spoke.Region, id) : null;
}
