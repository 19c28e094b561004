using System.Collections.Immutable;
using System.Text.Json.Serialization;
using RootWatch.Bridge.AccountReader;
using RootWatch.Detection;
using RootWatch.Detection.LeftBehind;

namespace RootWatch.Bridge.LeftBehind;

/// <summary>A credential that was left behind, and what it did since.</summary>
/// <param name="Item">The credential, and what became of it.</param>
/// <param name="Incident">The incident that left it behind.</param>
public sealed record FollowedCredential(LeftBehindItem Item, string Incident)
{
    internal const int MostUses = 50;

    private const int LongestText = 64;

    // So long AWS lets temporary credentials live, where the record does not say when they end.
    private static readonly TimeSpan LongestSession = TimeSpan.FromHours(36);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    /// <summary>Up to when AWS was asked about it, UTC, by region.</summary>
    public ImmutableDictionary<string, DateTimeOffset> Asked { get; init => field = value ?? ImmutableDictionary<string, DateTimeOffset>.Empty; } = ImmutableDictionary<string, DateTimeOffset>.Empty;

    /// <summary>What it was used for; of very many kinds of calls the first.</summary>
    public ImmutableList<CredentialUse> Uses { get; init => field = value ?? []; } = [];

    /// <summary>How many calls were made with it, those included that no use stands for.</summary>
    public int Calls { get; init; }

    /// <summary>Up to when calls are counted whatever is heard of them again, UTC; null where each is known by its id.</summary>
    public DateTimeOffset? CountedUntil { get; init; }

    /// <summary>Its first use was told.</summary>
    public bool IsTold { get; init; }

    /// <summary>Until when it is followed, UTC: it is gone, it has ended by itself, or 30 days have passed.</summary>
    [JsonIgnore]
    public DateTimeOffset Until
    {
        get
        {
            var longest = Item.Made + Longest;
            DateTimeOffset?[] ends =
            [
                Item.State == CredentialState.Deleted ? Item.Changed + HistoryLimits.Overlap : null,
                Item.Credential.Kind == LeftBehindKind.SessionToken ? (Item.Credential.Expires ?? (Item.Made + LongestSession)) + HistoryLimits.Overlap : null,
            ];
            return ends.Where(end => end < longest).Min() ?? longest;
        }
    }

    /// <summary>Up to when AWS was asked about it everywhere, UTC; null where some region was never asked.</summary>
    public DateTimeOffset? AskedIn(IEnumerable<string> regions) => regions.Min(region => Asked.TryGetValue(region, out var at) ? at : DateTimeOffset.MinValue) is var at && at > DateTimeOffset.MinValue ? at : null;

    /// <summary>From when on its calls are asked for in a region, UTC.</summary>
    internal DateTimeOffset From(string region) => Asked.TryGetValue(region, out var at) ? at - HistoryLimits.Overlap : Item.Made;

    /// <summary>With one call more, which is known to be new.</summary>
    internal FollowedCredential With(CredentialRecord call, DateTimeOffset at)
    {
        var use = new CredentialUse(Excerpt.Of(call.EventSource, LongestText), Excerpt.Of(call.EventName, LongestText), call.SourceIp is { } ip ? Excerpt.Of(ip, LongestText) : null, call.Region, call.Failed);
        var known = Uses.FindIndex(other => other.IsSame(use));
        return this with
        {
            Calls = Calls + 1,
            Uses = known >= 0 ? Uses.SetItem(known, Uses[known].With(at)) : Uses.Count < MostUses ? Uses.Add(use.With(at)) : Uses,
        };
    }
}
