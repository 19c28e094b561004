using System.Text.Json.Serialization;

namespace RootWatch.Bridge.Notifications.Teams.Cards;

/// <summary>An Adaptive Card 1.4: the newest version that Workflows posts.</summary>
internal sealed record AdaptiveCard
{
    public const string ContentType = "application/vnd.microsoft.card.adaptive";

    [JsonPropertyName("$schema")]
    public string Schema { get; init; } = "http://adaptivecards.io/schemas/adaptive-card.json";

    public string Type { get; init; } = "AdaptiveCard";

    public string Version { get; init; } = "1.4";

    /// <summary>What a client shows that cannot show the card. Holds nothing from the record but the account.</summary>
    public required string FallbackText { get; init; }

    [JsonPropertyName("msteams")]
    public required TeamsCardSettings Teams { get; init; }

    public required IReadOnlyList<CardElement> Body { get; init; }

    public required IReadOnlyList<CardAction> Actions { get; init; }
}
