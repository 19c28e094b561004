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
}
