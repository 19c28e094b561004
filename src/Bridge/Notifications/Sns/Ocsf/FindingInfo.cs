namespace RootWatch.Bridge.Notifications.Sns.Ocsf;

internal sealed record FindingInfo
{
    public required string Uid { get; init; }

    public required string Title { get; init; }

    /// <summary>Why it is assessed so.</summary>
    public required string Desc { get; init; }

    public required IReadOnlyList<string> Types { get; init; }

    public required long FirstSeenTime { get; init; }

    public required long LastSeenTime { get; init; }

    public required IReadOnlyList<Attack> Attacks { get; init; }
}
