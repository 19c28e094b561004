namespace RootWatch.Bridge.Notifications.Teams.Cards;

internal sealed record Column
{
    public string Type { get; init; } = "Column";

    public required string Width { get; init; }

    public required IReadOnlyList<CardElement> Items { get; init; }
}
