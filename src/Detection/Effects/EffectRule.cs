namespace RootWatch.Detection.Effects;

/// <summary>Gives actions an effect that their verbs alone would not.</summary>
/// <param name="Effect">The effect.</param>
/// <param name="Verbs">The kinds of verbs that it is about; empty for all.</param>
/// <param name="Patterns">As <see cref="ActionPattern"/> reads them.</param>
internal sealed record EffectRule(Effect Effect, VerbKind[] Verbs, params string[] Patterns)
{
    private readonly ActionPattern[] _patterns = [.. Patterns.Select(ActionPattern.Parse)];

    public bool Matches(AwsAction action) => (Verbs.Length == 0 || (action.Verb is { } verb && Verbs.Contains(verb.Kind))) && Names(action);

    public bool Names(AwsAction action) => ActionPattern.Any(_patterns, action);
}
