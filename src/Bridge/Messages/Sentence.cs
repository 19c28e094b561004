using RootWatch.Bridge.Incidents;

namespace RootWatch.Bridge.Messages;

/// <summary>A sentence of our own words around an account's name, which may hold text from outside, made fit to be shown.</summary>
/// <param name="Before">What comes before the account.</param>
/// <param name="Account">The account; empty where the sentence names none.</param>
/// <param name="After">What comes after it.</param>
public sealed record Sentence(string Before, string Account, string After)
{
    private const string Root = "Root ";

    public static implicit operator Sentence(string words) => new(words, string.Empty, string.Empty);

    /// <summary>Puts the account into what was said of its root.</summary>
    public static Sentence Of(string said, string account) =>
        said.StartsWith(Root, StringComparison.Ordinal)
            ? new Sentence("Root of ", account, said[(Root.Length - 1)..])
            : new Sentence("In ", account, $": {said}");

    /// <summary>An incident's story.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="name">What people call its account; null where that is not known. May hold text from outside.</param>
    public static Sentence Of(IncidentSnapshot incident, string? name) =>
        Of(incident.Story.Length > 0 ? incident.Story : "Root was used.", Wording.Named(incident.Account, Wording.Fit(name)));

    /// <summary>The sentence with its own words changed; the account stays.</summary>
    public Sentence With(Func<string, string> change) => new(change(Before), Account, change(After));

    public override string ToString() => Before + Account + After;
}
