namespace RootWatch.Bridge.Notifications.Teams.Cards;

/// <summary>Shows what is hidden, and hides it again: one of the few actions that work in a card that no bot posted.</summary>
internal sealed record ToggleVisibilityAction : CardAction
{
    public required IReadOnlyList<string> TargetElements { get; init; }
}
