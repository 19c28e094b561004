using RootWatch.Bridge.Heartbeat;
using RootWatch.Bridge.Ingestion;

namespace RootWatch.Bridge.Regions;

/// <summary>Reads AWS Account Management's event about a region.</summary>
/// <remarks>https://docs.aws.amazon.com/accounts/latest/reference/monitoring-eventbridge.html</remarks>
internal static class RegionChangeReader
{
    /// <summary>Null where it names no account and region. The envelope's may be the management account's, which called for it.</summary>
    public static RegionChange? Read(ReadOnlySpan<byte> envelope, ReadOnlySpan<byte> detail)
    {
        var (account, region) = (JsonToken.TextOf(detail, "accountId"u8), JsonToken.TextOf(detail, "regionName"u8));

        // Nobody but AWS can put events with this source.
        var status = JsonToken.TextOf(envelope, "source"u8) != "aws.account" ? RegionStatus.Other : JsonToken.TextOf(detail, "status"u8) switch
        {
            "ENABLED" => RegionStatus.Enabled,
            "DISABLED" => RegionStatus.Disabled,
            _ => RegionStatus.Other,
        };
        return HeartbeatOptions.IsSpoke($"{account}/{region}")
            ? new RegionChange(new SpokeId(account!, region!), status, JsonToken.TextOf(envelope, "time"u8) ?? JsonToken.TextOf(envelope, "id"u8) ?? string.Empty)
            : null;
    }
}
