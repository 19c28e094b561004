using System.Text.Json.Serialization;
using RootWatch.Bridge.Notifications.Teams.Cards;

namespace RootWatch.Bridge.Notifications.Teams.Workflows;

internal sealed record CardAttachment
{
    public string ContentType { get; init; } = AdaptiveCard.ContentType;

    /// <summary>Written though it is null: the templates ask for it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? ContentUrl { get; init; }

    public required AdaptiveCard Content { get; init; }
}
