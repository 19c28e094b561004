namespace RootWatch.Bridge.Notifications.Sns.Ocsf;

/// <summary>What RootWatch knows and OCSF has no attribute for.</summary>
internal sealed record Unmapped
{
    public required string Assessment { get; init; }

    public required IReadOnlyList<string> Signals { get; init; }

    public required string UserAgent { get; init; }

    public required bool PossibleRepeat { get; init; }
}
