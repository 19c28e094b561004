using RootWatch.Detection;

namespace RootWatch.Bridge.Notifications.Teams.Cards;

/// <summary>Writes an alert as an Adaptive Card.</summary>
internal static class CardComposer
{
    public static AdaptiveCard Compose(Alert alert) => new()
    {
        FallbackText = $"{AlertText.Title(alert)} Account {alert.Finding.Record.Account}.",
        Body =
        [
            .. alert.MayBeRepeat ? [new TextBlock { Text = AlertText.RepeatNotice, Color = "Accent" }] : Array.Empty<CardElement>(),
            new TextBlock { Text = $"{alert.Finding.Assessment} – {alert.Finding.Severity}", Size = "Large", Weight = "Bolder", Color = ColorOf(alert.Finding.Assessment) },
            new TextBlock { Text = AlertText.Headline(alert.Finding), Weight = "Bolder" },
            .. AlertText.Facts(alert).Select(Fact),
            new TextBlock { Text = "Why", Weight = "Bolder" },
            .. alert.Finding.Signals.Select(signal => new TextBlock { Text = $"- {AlertText.Reason(signal)}" }),
        ],
        Actions = ConsoleLink.To(alert.Finding.Record) is { } link ? [new OpenUrlAction { Title = "CloudTrail record", Url = link }] : [],
    };

    private static RichTextBlock Fact((string Label, string Value) fact) => new()
    {
        Inlines = [new TextRun { Text = fact.Label + ": ", Weight = "Bolder" }, new TextRun { Text = fact.Value }],
    };

    // Always beside the word, never instead of it.
    private static string ColorOf(Assessment assessment) =>
        assessment switch
        {
            Assessment.Expected => "Good",
            Assessment.Unusual => "Warning",
            Assessment.Anomalous => "Attention",
            _ => throw new ArgumentOutOfRangeException(nameof(assessment), assessment, message: null),
        };
}
