namespace RootWatch.Bridge.Notifications.Teams.Cards;

internal sealed record TeamsCardSettings
{
    public string Width { get; init; } = "Full";
}
