namespace RootWatch.Bridge.Notifications.Sns.Ocsf;

internal sealed record ApiService
{
    public required string Name { get; init; }
}
