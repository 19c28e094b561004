namespace RootWatch.Bridge.Notifications.Teams.Cards;

internal sealed record TeamsCardSettings
{
    public string Width { get; init; } = "Full";

    /// <summary>Whom the card mentions; null where nobody.</summary>
    public IReadOnlyList<Mention>? Entities { get; init; }
}
