namespace RootWatch.Bridge.Notifications.Sns.Ocsf;

internal sealed record Attack
{
    public required Technique Technique { get; init; }
}
