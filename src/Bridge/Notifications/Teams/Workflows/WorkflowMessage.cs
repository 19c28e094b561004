using System.Text.Json.Serialization;
using RootWatch.Bridge.Messages;
using RootWatch.Bridge.Notifications.Teams.Cards;

namespace RootWatch.Bridge.Notifications.Teams.Workflows;

/// <summary>The message that Workflows' webhook templates take.</summary>
internal sealed record WorkflowMessage
{
    public string Type { get; init; } = "message";

    public required IReadOnlyList<CardAttachment> Attachments { get; init; }

    /// <summary>For flows that report what they posted; the templates pass it by.</summary>
    [JsonPropertyName("rootwatch")]
    public WorkflowReceipt? Receipt { get; init; }

    public static WorkflowMessage With(AdaptiveCard card, OutgoingMessage outgoing) => new()
    {
        Attachments = [new CardAttachment { Content = card }],
        Receipt = outgoing.Receipt is { } url ? new WorkflowReceipt(outgoing.DeliveryId, url) : null,
    };
}
