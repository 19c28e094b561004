using System.Collections.Immutable;
using System.Text.Json.Serialization;
using RootWatch.Bridge.AccountReader;

namespace RootWatch.Bridge.Reconciliation;

/// <summary>An account, as far as AWS was asked about it. It is kept in the ledger.</summary>
/// <param name="Account">The account's 12 digits.</param>
public sealed record ReconciledAccount(string Account)
{
    /// <summary>When it was last asked for its regions, UTC; null where it never was.</summary>
    public DateTimeOffset? RegionsListed { get; init; }

    /// <summary>The regions that are enabled in it.</summary>
    public ImmutableList<ReconciledRegion> Regions { get; init => field = value ?? []; } = [];

    /// <summary>Why the account as a whole could not be asked when that was last tried; null where it could.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ReaderRefusal? Refusal { get; init; }

    /// <summary>Up to when all of it is reconciled, UTC; null where that is not known of some region.</summary>
    [JsonIgnore]
    public DateTimeOffset? Until => Regions.IsEmpty || Regions.Exists(region => region.Until is null) ? null : Regions.Min(region => region.Until);
}
