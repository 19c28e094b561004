namespace RootWatch.Bridge.Notifications.Teams.Cards;

internal sealed record OpenUrlAction : CardAction
{
    public required Uri Url { get; init; }
}
