using System.Collections.Immutable;

namespace RootWatch.Bridge.Incidents;

/// <summary>The latest hours of one fold. It is kept in the ledger.</summary>
public sealed record FoldWindows(ImmutableList<FoldWindow> Latest)
{
    // EventBridge brings an event back for a day.
    private const int Most = 48;

    public FoldWindow? Of(DateTimeOffset at) => Latest.Find(window => window.Has(at));

    public FoldWindows With(FoldWindow window) => new([.. Latest.Add(window).OrderByDescending(one => one.Start).Take(Most)]);
}
