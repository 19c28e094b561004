using RootWatch.Detection.CloudTrail;

namespace RootWatch.Detection.Activities;

/// <summary>
/// The catalogue by service, so that a record is held against the few entries that may know its events. It may name
/// an entry too many, never one too few: the entries themselves decide.
/// </summary>
internal sealed class CatalogueIndex
{
    private readonly CatalogueEntry[] _ofEveryService;

    // A dictionary that is asked by a part of the source; a frozen one costs more at the start than it saves.
    private readonly Dictionary<string, CatalogueEntry[]>.AlternateLookup<ReadOnlySpan<char>> _byService;

    public CatalogueIndex(IReadOnlyList<CatalogueEntry> entries)
    {
        _ofEveryService = OfService("*");
        _byService = entries.SelectMany(entry => entry.Patterns).Select(pattern => BeginningOf(pattern.Source).ToString()).Distinct(StringComparer.OrdinalIgnoreCase)
            .ToDictionary(service => service, OfService, StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

        CatalogueEntry[] OfService(string service) => [.. entries.Where(entry => entry.Patterns.Any(pattern => pattern.Source is "*" || BeginningOf(pattern.Source).Equals(service, StringComparison.OrdinalIgnoreCase)))];
    }

    /// <summary>The first entry that matches; null where none does.</summary>
    public CatalogueEntry? Find(RootRecord record)
    {
        foreach (var entry in _byService.TryGetValue(BeginningOf(record.EventSource), out var entries) ? entries : _ofEveryService)
        {
            if (entry.Matches(record))
            {
                return entry;
            }
        }

        return null;
    }

    // A pattern's source may go on behind its first dot, and so may a record's.
    private static ReadOnlySpan<char> BeginningOf(string source) => source.IndexOf('.', StringComparison.Ordinal) is >= 0 and var dot ? source.AsSpan(0, dot) : source;
}
