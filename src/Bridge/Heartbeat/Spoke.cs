using System.Text.Json.Serialization;

namespace RootWatch.Bridge.Heartbeat;

/// <summary>An account's region as it was last heard.</summary>
/// <param name="Account">The account's 12 digits.</param>
/// <param name="Region">The region.</param>
/// <param name="Since">Since when its heartbeats have come without an outage, UTC; null where none ever did.</param>
/// <param name="Last">When its last heartbeat arrived, UTC; null where none ever did.</param>
/// <param name="CloudTrail">When CloudTrail's record of its last probe arrived, UTC; null where none ever did.</param>
public sealed record Spoke(string Account, string Region, DateTimeOffset? Since = null, DateTimeOffset? Last = null, DateTimeOffset? CloudTrail = null)
{
    /// <summary>When the last heartbeat through the rule for root arrived, UTC, which the hub alone sends; null where none ever did.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? RootPath { get; init; }

    [JsonIgnore]
    public SpokeId Id => new(Account, Region);

    /// <summary>Whether anything was heard of it since then.</summary>
    public bool IsHeardSince(DateTimeOffset time) => Last >= time || CloudTrail >= time || RootPath >= time;

    /// <summary>What both say of one spoke, in whichever order they came.</summary>
    /// <param name="other">The same spoke, as somebody else heard it.</param>
    /// <param name="outage">How long a spoke is not heard until that is an outage.</param>
    public Spoke With(Spoke other, TimeSpan outage)
    {
        var (earlier, later) = Last > other.Last || other.Last is null ? (other, this) : (this, other);
        var isWithoutOutage = later.Since - earlier.Last < outage;
        return later with
        {
            Since = isWithoutOutage && earlier.Since < later.Since ? earlier.Since : later.Since,
            CloudTrail = Later(CloudTrail, other.CloudTrail),
            RootPath = Later(RootPath, other.RootPath),
        };
    }

    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) => one is null || other > one ? other : one;
}
