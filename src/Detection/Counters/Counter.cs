using System.Globalization;
using RootWatch.Detection.Signals;

namespace RootWatch.Detection.Counters;

/// <summary>Something that adds up over a session, though each act may be small.</summary>
/// <param name="Id">The id of the signal it gives.</param>
/// <param name="Sentence">What was found, with {0} for how much.</param>
/// <param name="Why">Why it matters.</param>
/// <param name="Counts">What it counts, for people: to be read after "counts".</param>
/// <param name="Thresholds">When it fires, the lowest first.</param>
internal sealed record Counter(string Id, string Sentence, string Why, string Counts, params Threshold[] Thresholds)
{
    /// <summary>JSON paths into the record.</summary>
    public static IReadOnlyList<string> Evidence { get; } = ["$.eventSource", "$.eventName", "$.requestParameters"];

    /// <summary>How much an act adds.</summary>
    public Func<CountedAct, int> AmountOf { get; init; } = static _ => 0;

    /// <summary>What an act adds where each name counts once; null where an act adds nothing.</summary>
    public Func<CountedAct, string?>? NameOf { get; init; }

    /// <summary>The id of the entry that already says as much of one act; null where there is none.</summary>
    public string? SaidBy { get; init; }

    /// <summary>Counts what failed as well.</summary>
    public bool CountsFailures { get; init; }

    /// <summary>Counts what a declared window or an allow rule covers as well.</summary>
    public bool CountsPlanned { get; init; }

    /// <summary>ATT&amp;CK technique ids.</summary>
    public string[] Techniques { get; init; } = [];

    /// <summary>When it speaks, for people: to be read after "fires when".</summary>
    public string FiresWhen => $"the session reaches {string.Join(", ", Thresholds.Select(threshold => string.Create(CultureInfo.InvariantCulture, $"{threshold.At} ({threshold.Assessment}, {threshold.Severity})")))}; it counts {Counts}";

    /// <summary>The tally of the session with one more act.</summary>
    public Tally Add(Tally tally, CountedAct act) =>
        !(act.Record.IsDoneByRoot || (CountsFailures && act.Record is { IsByPerson: true })) || (act.IsPlanned && !CountsPlanned) ? tally
        : NameOf is null ? tally.With(AmountOf(act))
        : NameOf(act) is { } name ? tally.With(name)
        : tally;

    /// <summary>The signal of an act that reaches a threshold, or the highest of several; null of any other act.</summary>
    public Signal? SignalOf(Tally before, CountedAct act)
    {
        var after = Add(before, act);
        return act.Signal.Id != SaidBy && HighestReached(before.Count, after.Count) is { } reached
            ? new Signal(Id, string.Format(CultureInfo.InvariantCulture, Sentence, after.Count), Why, reached.Assessment, reached.Severity, Evidence, Techniques) { Threshold = reached.At }
            : null;
    }

    private Threshold? HighestReached(int before, int after)
    {
        for (var i = Thresholds.Length - 1; i >= 0; i--)
        {
            if (before < Thresholds[i].At && Thresholds[i].At <= after)
            {
                return Thresholds[i];
            }
        }

        return null;
    }
}
