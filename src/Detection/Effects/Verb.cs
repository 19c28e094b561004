namespace RootWatch.Detection.Effects;

/// <summary>The verb that an action's name begins with.</summary>
/// <param name="Kind">What kind of act it names.</param>
/// <param name="Infinitive">To be read after "tried to".</param>
/// <param name="Past">To be read after "Root".</param>
internal sealed record Verb(VerbKind Kind, string Infinitive, string Past);
