namespace RootWatch.Bridge.Notifications.Teams.Cards;

/// <summary>Elements on one ground.</summary>
internal sealed record Container : CardElement
{
    public string? Id { get; init; }

    /// <summary>attention, warning, good, accent or emphasis: Teams has a light and a dark colour for each.</summary>
    public string? Style { get; init; }

    /// <summary>Whether it reaches to the card's edges.</summary>
    public bool? Bleed { get; init; }

    public bool? IsVisible { get; init; }

    public required IReadOnlyList<CardElement> Items { get; init; }
}
