namespace RootWatch.Bridge.Notifications.Teams.Cards;

/// <summary>Text runs, which no client reads as Markdown: the place for a record's words.</summary>
internal sealed record RichTextBlock : CardElement
{
    public string Spacing { get; init; } = "Small";

    public required IReadOnlyList<TextRun> Inlines { get; init; }

    public static RichTextBlock Of(string text) => new() { Inlines = [new TextRun { Text = text }] };
}
