namespace RootWatch.Bridge.Notifications.Sns.Ocsf;

internal sealed record Api
{
    public required string Operation { get; init; }

    public required ApiService Service { get; init; }
}
