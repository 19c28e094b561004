namespace RootWatch.Bridge.Notifications.Teams.Cards;

internal sealed record ColumnSet : CardElement
{
    public string Spacing { get; init; } = "Small";

    public required IReadOnlyList<Column> Columns { get; init; }
}
