using RootWatch.Bridge.Incidents.Messages;
using RootWatch.Detection;

namespace RootWatch.Bridge.Notifications.Teams.Cards;

/// <summary>Writes a message as an Adaptive Card.</summary>
internal static class CardComposer
{
    public static AdaptiveCard Compose(Outgoing outgoing)
    {
        var words = Wording.Of(outgoing);
        return new AdaptiveCard
        {
            FallbackText = words.Account is null ? words.Title : $"{words.Title} Account {words.Account}.",
            Body =
            [
                .. words.Remarks.Select(remark => new TextBlock { Text = remark, Color = "Accent" }),
                new TextBlock { Text = words.Header, Size = "Large", Weight = "Bolder", Color = words.Assessment is { } assessment ? ColorOf(assessment) : "Default" },
                new TextBlock { Text = words.Headline, Weight = "Bolder" },
                .. words.Facts.Select(Fact),
                new TextBlock { Text = words.ReasonsTitle, Weight = "Bolder" },
                .. words.Reasons.Select(reason => new TextBlock { Text = $"- {reason}" }),
            ],
            Actions =
            [
                .. outgoing.Links.Select(link => new OpenUrlAction { Title = link.Title, Url = link.Url }),
                .. outgoing.Message is Alert alert && ConsoleLink.To(alert.Finding.Record) is { } link ? [new OpenUrlAction { Title = "CloudTrail record", Url = link }] : Array.Empty<OpenUrlAction>(),
            ],
        };
    }

    private static RichTextBlock Fact(Fact fact) => new()
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
