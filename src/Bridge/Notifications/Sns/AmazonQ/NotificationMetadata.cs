namespace RootWatch.Bridge.Notifications.Sns.AmazonQ;

internal sealed record NotificationMetadata
{
    /// <summary>What belongs to one incident stands in one thread.</summary>
    public required string ThreadId { get; init; }

    public required string Summary { get; init; }

    public required string EventType { get; init; }
}
