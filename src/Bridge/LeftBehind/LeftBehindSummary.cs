using System.Collections.Immutable;
using RootWatch.Detection.History;
using RootWatch.Detection.LeftBehind;

namespace RootWatch.Bridge.LeftBehind;

/// <summary>What an incident left behind.</summary>
/// <param name="Count">How many credentials.</param>
public sealed record LeftBehindSummary(int Count)
{
    /// <summary>An incident that leaves more behind is told by its number: nobody reads on.</summary>
    private const int Most = 20;

    private const string Root = "root";

    /// <summary>The first of them, in the order in which they were made.</summary>
    public ImmutableList<LeftBehindItem> Items { get; init => field = value ?? []; } = [];

    /// <summary>What an incident's own records tell; null where they tell of nothing.</summary>
    /// <param name="known">The incident's findings, in the order in which they happened.</param>
    public static LeftBehindSummary? Of(IEnumerable<Observation> known)
    {
        List<LeftBehindItem>? items = null;
        foreach (var one in known)
        {
            var record = one.Finding.Record;
            if (record.LeavesBehind is { } credential)
            {
                items ??= [];
                Add(items, new LeftBehindItem(credential, one.At, record.Region));
            }
            else if (record.TakesAway is { } change && items is not null)
            {
                Change(items, change, one.At, record.Caller ?? Root);
            }
        }

        return items is null ? null : new LeftBehindSummary(items.Count) { Items = [.. items.Take(Most)] };
    }

    private static void Add(List<LeftBehindItem> items, LeftBehindItem made)
    {
        var at = items.FindIndex(item => item.Credential.IsSame(made.Credential));
        if (at < 0)
        {
            items.Add(made);
        }
        else
        {
            items[at] = items[at].With(made).With(CredentialState.Usable, made.Made, Root);
        }
    }

    private static void Change(List<LeftBehindItem> items, CredentialChange change, DateTimeOffset at, string by)
    {
        for (var index = 0; index < items.Count; index++)
        {
            if (change.Concerns(items[index].Credential))
            {
                items[index] = items[index].With(change.State, at, by);
            }
        }
    }
}
