namespace RootWatch.Bridge.Notifications.Teams.Cards;

internal sealed record OpenUrlAction
{
    public string Type { get; init; } = "Action.OpenUrl";

    public required string Title { get; init; }

    public required Uri Url { get; init; }
}
