namespace RootWatch.Bridge.Notifications.Sns.AmazonQ;

internal sealed record NotificationContent
{
    /// <summary>Its Markdown is read by the chat program: nothing from a record stands in it.</summary>
    public string TextType { get; init; } = "client-markdown";

    public required string Title { get; init; }

    public required string Description { get; init; }

    public required IReadOnlyList<string> NextSteps { get; init; }

    public required IReadOnlyList<string> Keywords { get; init; }
}
