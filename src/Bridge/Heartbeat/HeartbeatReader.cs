using System.Globalization;
using RootWatch.Bridge.Ingestion;

namespace RootWatch.Bridge.Heartbeat;

/// <summary>Reads whose heartbeat an envelope is: EventBridge writes the account and region of the spoke into it.</summary>
internal static class HeartbeatReader
{
    /// <summary>Null where the envelope names no account and region.</summary>
    public static SpokeId? Read(ReadOnlySpan<byte> envelope)
    {
        var (account, region) = (JsonToken.TextOf(envelope, "account"u8), JsonToken.TextOf(envelope, "region"u8));
        return HeartbeatOptions.IsSpoke($"{account}/{region}") ? new SpokeId(account!, region!) : null;
    }

    /// <summary>Whether it is the hub's own, which comes through the rule for root. Of another path than that nothing is known, so it is an ordinary one.</summary>
    public static bool IsOfRootPath(ReadOnlySpan<byte> detail) => JsonToken.TextOf(detail, "path"u8) == "root";

    /// <summary>When the spoke sent it, UTC; null where the envelope does not say.</summary>
    public static DateTimeOffset? SentAt(ReadOnlySpan<byte> envelope) =>
        DateTimeOffset.TryParse(JsonToken.TextOf(envelope, "time"u8), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var sent) ? sent : null;
}
