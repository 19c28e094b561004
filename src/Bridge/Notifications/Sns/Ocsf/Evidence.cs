namespace RootWatch.Bridge.Notifications.Sns.Ocsf;

internal sealed record Evidence
{
    public required Api Api { get; init; }

    public required SourceEndpoint? SrcEndpoint { get; init; }

    /// <summary>Who called, where that is not root.</summary>
    public required Actor? Actor { get; init; }
}
