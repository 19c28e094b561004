using RootWatch.Detection.Activities;
using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.Effects;
using RootWatch.Detection.Signals;

namespace RootWatch.Detection;

/// <summary>The detector's answer about one record that concerns root.</summary>
/// <param name="Record">What the record says.</param>
/// <param name="Activity">What kind of root use it is.</param>
/// <param name="Act">What was done: one of the signals.</param>
/// <param name="Signals">Why it is assessed as it is, strongest first; never empty.</param>
public sealed record Finding(RootRecord Record, Activity Activity, Signal Act, IReadOnlyList<Signal> Signals)
{
    /// <summary>Account and start of the root session; null where the record does not say.</summary>
    public string? SessionKey => Record.SessionKey;

    /// <summary>What the act does, by its name and by what its request shows.</summary>
    public Effect Effect { get; } = EffectClassifier.Classify(Record);

    /// <summary>When the record became known, UTC; null where it is not known.</summary>
    public DateTimeOffset? Arrived { get; init; }

    /// <summary>How long after it happened it became known; null where either is not known.</summary>
    public TimeSpan? Lag => Arrived - Record.EventTime;

    /// <summary>Whether the use looks normal: the worst that any signal says.</summary>
    public Assessment Assessment { get; } = Signals.Max(signal => signal.Assessment);

    /// <summary>How bad it is: the worst that any signal says, so that a further signal never lowers it.</summary>
    public Severity Severity { get; } = Signals.Max(signal => signal.Severity);

    /// <summary>ATT&amp;CK technique ids of all signals, each once.</summary>
    public IReadOnlyList<string> Techniques { get; } = TechniquesOf(Signals);

    /// <summary>What was done, and the strongest reason that makes it worse.</summary>
    public string Headline => Signals[0].Severity > Act.Severity ? $"{Act.Sentence} {Signals[0].Sentence}" : Act.Sentence;

    /// <summary>The same finding, once EventBridge has brought what was found by asking CloudTrail.</summary>
    /// <param name="at">When it did, UTC.</param>
    public Finding WithBrought(DateTimeOffset at) => this with { Record = Record with { FoundInHistory = Record.FoundInHistory! with { Brought = at } } };

    private static List<string> TechniquesOf(IReadOnlyList<Signal> signals)
    {
        List<string> found = [];
        foreach (var signal in signals)
        {
            foreach (var technique in signal.Techniques)
            {
                if (!found.Contains(technique))
                {
                    found.Add(technique);
                }
            }
        }

        return found;
    }
}
