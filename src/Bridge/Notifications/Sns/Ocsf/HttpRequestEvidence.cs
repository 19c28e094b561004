namespace RootWatch.Bridge.Notifications.Sns.Ocsf;

internal sealed record HttpRequestEvidence
{
    public required string UserAgent { get; init; }
}
