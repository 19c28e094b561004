using RootWatch.Bridge.Notifications.Teams.Cards;

namespace RootWatch.Bridge.Notifications.Teams.Workflows;

/// <summary>The message that Workflows' webhook templates take.</summary>
internal sealed record WorkflowMessage
{
    public string Type { get; init; } = "message";

    public required IReadOnlyList<CardAttachment> Attachments { get; init; }

    public static WorkflowMessage With(AdaptiveCard card) => new() { Attachments = [new CardAttachment { Content = card }] };
}
