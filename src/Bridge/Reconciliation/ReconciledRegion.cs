using System.Text.Json.Serialization;
using RootWatch.Bridge.AccountReader;

namespace RootWatch.Bridge.Reconciliation;

/// <summary>An account's region, as far as AWS was asked about it.</summary>
/// <param name="Region">The region.</param>
public sealed record ReconciledRegion(string Region)
{
    /// <summary>Up to when the ledger holds every root event that CloudTrail's event history has, UTC; null where that is not known of any time.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>How many root events were found so far that EventBridge had not brought.</summary>
    public int Found { get; init; }

    /// <summary>Why it could not be asked when that was last tried; null where it could.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ReaderRefusal? Refusal { get; init; }

    /// <summary>The round that last went through it; null where none did.</summary>
    public string? Run { get; init; }

    /// <summary>What is being asked; null where nothing is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public LookupWindow? Window { get; init; }
}
