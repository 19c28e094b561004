namespace RootWatch.Bridge.Notifications.Sns.Ocsf;

internal sealed record Technique
{
    public required string Uid { get; init; }
}
