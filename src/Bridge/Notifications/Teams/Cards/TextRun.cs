namespace RootWatch.Bridge.Notifications.Teams.Cards;

internal sealed record TextRun
{
    public string Type { get; init; } = "TextRun";

    public required string Text { get; init; }

    public string? Size { get; init; }

    public string? Weight { get; init; }

    public string? Color { get; init; }
}
