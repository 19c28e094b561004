using System.Text.Json;

namespace RootWatch.Bridge.Heartbeat;

/// <summary>
/// Recognises what CloudTrail recorded of a spoke's daily probe: a harmless call, made with a role that may do nothing
/// else, whose record comes through the same rule as root's.
/// </summary>
internal static class ProbeReader
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1000 };

    private static ReadOnlySpan<byte> RolePrefix => "rootwatch-cloudtrail-probe-"u8;

    /// <param name="envelope">EventBridge's whole envelope.</param>
    /// <param name="detail">The record in it.</param>
    /// <returns>The spoke whose role in its own account and region made the call; null where it is no such record.</returns>
    public static SpokeId? Read(ReadOnlySpan<byte> envelope, ReadOnlySpan<byte> detail)
    {
        // Few records hold the role's name; the others are not read again.
        if (detail.IndexOf(RolePrefix) < 0 || HeartbeatReader.Read(envelope) is not { } spoke)
        {
            return null;
        }

        try
        {
            using var record = JsonDocument.Parse(detail.ToArray(), Deep);
            var identity = Property(record.RootElement, "userIdentity");
            return Text(identity, "type") == "AssumedRole"
                && Text(identity, "accountId") == spoke.Account
                && Text(Property(Property(identity, "sessionContext"), "sessionIssuer"), "userName") == $"rootwatch-cloudtrail-probe-{spoke.Region}"
                ? spoke
                : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            // Deeper than any probe, or with half a character.
            return null;
        }
    }

    private static JsonElement? Property(JsonElement? of, string name) =>
        of is { ValueKind: JsonValueKind.Object } parent && parent.TryGetProperty(name, out var property) ? property : null;

    private static string? Text(JsonElement? of, string name) => Property(of, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
