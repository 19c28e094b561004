using System.Text.Json;
using RootWatch.Bridge.Heartbeat;

namespace RootWatch.Bridge.TestEvents;

/// <summary>Reads a test event: whose it is, as with a heartbeat, and the id that whoever sent it gave it.</summary>
internal static class TestEventReader
{
    /// <summary>Null where it names no account and region, or has no UUID in <c>detail.id</c>.</summary>
    public static (string Account, string Region, Guid Id)? Read(ReadOnlySpan<byte> envelope, ReadOnlySpan<byte> detail)
    {
        var reader = new Utf8JsonReader(detail, new JsonReaderOptions { MaxDepth = int.MaxValue });
        return HeartbeatReader.Read(envelope) is { } spoke && JsonElement.TryParseValue(ref reader, out var read) && read!.Value is { ValueKind: JsonValueKind.Object } value
            && value.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String && id.TryGetGuid(out var guid)
            ? (spoke.Account, spoke.Region, guid)
            : null;
    }
}
