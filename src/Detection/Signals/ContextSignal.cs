namespace RootWatch.Detection.Signals;

/// <summary>A signal from a record's circumstances, whatever was done.</summary>
/// <param name="Id">The signal's id.</param>
/// <param name="Assessment">The least a finding with it is assessed as.</param>
/// <param name="Severity">The least severity of a finding with it.</param>
/// <param name="Sentence">What was found.</param>
/// <param name="Why">Why it matters.</param>
/// <param name="FiresWhen">When it fires, for people.</param>
/// <param name="When">When it fires.</param>
/// <param name="Evidence">JSON paths into the record.</param>
internal sealed record ContextSignal(
    string Id,
    Assessment Assessment,
    Severity Severity,
    string Sentence,
    string Why,
    string FiresWhen,
    Func<Circumstances, bool> When,
    params string[] Evidence)
{
    /// <summary>ATT&amp;CK technique ids.</summary>
    public string[] Techniques { get; init; } = [];

    /// <summary>One alone may have an innocent cause; two in one session are suspicious.</summary>
    public bool IsDoubt { get; init; }

    /// <summary>It is usual for the account, so it is not a doubt.</summary>
    public Func<Circumstances, bool> IsHabit { get; init; } = static _ => false;

    /// <summary>It is a doubt about where root is: a change of place by the owner may explain several of these at once.</summary>
    public bool IsAboutPlace { get; init; }

    /// <summary>It is a doubt about who knows the password: an owner who forgot it, where root is known and MFA is used, explains several of these at once.</summary>
    public bool IsAboutPassword { get; init; }

    /// <summary>It repeats what the session's earlier findings said.</summary>
    public bool IsStanding { get; init; }

    // It is the same for every record, so one instance is enough.
    private Signal? _signal;

    public Signal ToSignal() => _signal ??= new(Id, Sentence, Why, Assessment, Severity, Evidence, Techniques) { IsStanding = IsStanding };
}
