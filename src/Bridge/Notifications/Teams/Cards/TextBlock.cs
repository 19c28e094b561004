namespace RootWatch.Bridge.Notifications.Teams.Cards;

/// <summary>Text that Teams reads as Markdown: for our own words alone, never for a record's.</summary>
internal sealed record TextBlock : CardElement
{
    public required string Text { get; init; }

    public bool Wrap { get; init; } = true;

    public string? Size { get; init; }

    public string? Weight { get; init; }

    public string? Color { get; init; }

    public string? Spacing { get; init; }
}
