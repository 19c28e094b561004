namespace RootWatch.Bridge.Tests.Scorecard;

/// <summary>What labels.json says of a story.</summary>
internal sealed record StoryLabels
{
    /// <summary>Whether it is older than the rules that it measures.</summary>
    public bool Older { get; init; }

    /// <summary>Whether it was set aside before rules were tuned.</summary>
    public bool HeldOut { get; init; }

    /// <summary>Where the attack is described.</summary>
    public Uri? Source { get; init; }

    /// <summary>The event with which an expert would be sure, at the latest.</summary>
    public string? FirstGraveAct { get; init; }

    /// <summary>The intruder's events.</summary>
    public ISet<string> Intruder { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Those of them that only look around.</summary>
    public ISet<string> Looks { get; init; } = new HashSet<string>(StringComparer.Ordinal);
}
