using System.Text.Json;

namespace RootWatch.Bridge.Heartbeat;

/// <summary>Reads whose heartbeat an envelope is: EventBridge writes the account and region of the spoke into it.</summary>
internal static class HeartbeatReader
{
    /// <summary>Null where the envelope names no account and region.</summary>
    public static (string Account, string Region)? Read(ReadOnlySpan<byte> envelope)
    {
        string? account = null;
        string? region = null;
        var reader = new Utf8JsonReader(envelope, new JsonReaderOptions { MaxDepth = int.MaxValue });
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isAccount, isRegion) = (reader.ValueTextEquals("account"u8), reader.ValueTextEquals("region"u8));
            reader.Read();
            account = isAccount && reader.TokenType == JsonTokenType.String ? reader.GetString() : account;
            region = isRegion && reader.TokenType == JsonTokenType.String ? reader.GetString() : region;
            reader.Skip();
        }

        return HeartbeatOptions.IsSpoke($"{account}/{region}") ? (account!, region!) : null;
    }
}
