namespace RootWatch.Bridge.Notifications.Sns.Ocsf;

internal sealed record Evidence
{
    public required Api Api { get; init; }

    public required SourceEndpoint? SrcEndpoint { get; init; }
}
