using System.Text.Json;
using RootWatch.Bridge.Incidents.Messages;

namespace RootWatch.Bridge.Notifications.Teams.Cards;

/// <summary>Writes a message as an Adaptive Card, as much of it as Teams takes.</summary>
internal static class CardComposer
{
    /// <summary>In UTF-8 bytes: Teams takes 28,672 after a transformation of its own that adds a fifth.</summary>
    public const int LargestCard = 20_000;

    private const string TimelineId = "timeline";

    /// <param name="outgoing">The message.</param>
    /// <param name="onCall">Whom to mention.</param>
    public static AdaptiveCard Compose(Outgoing outgoing, IReadOnlyList<OnCallPerson> onCall)
    {
        AdaptiveCard card = null!;
        foreach (var words in Degradation.Of(Wording.Of(outgoing)))
        {
            card = Compose(words, outgoing.Links, onCall);
            if (JsonSerializer.SerializeToUtf8Bytes(card, CardJson.Default.AdaptiveCard).Length < LargestCard)
            {
                break;
            }
        }

        return card;
    }

    private static AdaptiveCard Compose(Wording words, IReadOnlyList<MessageLink> links, IReadOnlyList<OnCallPerson> onCall)
    {
        return new AdaptiveCard
        {
            FallbackText = words.Reasons.Count > 0 ? $"{words.Title} {words.ReasonsTitle}: {words.Reasons[0]}" : words.Title,
            Teams = new TeamsCardSettings { Entities = onCall.Count > 0 ? [.. onCall.Select(Mention.Of)] : null },
            Body =
            [
                Header(words),
                .. words.Remarks.Select(RichTextBlock.Of),
                Story(words.Headline),
                .. words.Story is { } story ? [Story(story)] : Array.Empty<CardElement>(),
                .. onCall.Count > 0 ? [new TextBlock { Text = $"On call: {string.Join(", ", onCall.Select(person => Mention.Of(person).Text))}" }] : Array.Empty<CardElement>(),
                Title(words.ReasonsTitle),
                .. words.Reasons.Select(reason => RichTextBlock.Of($"• {reason}")),
                new Container { Items = [.. words.Facts.Select(Fact)] },
                .. words.Timeline.Count > 0 ? [Timeline(words.Timeline)] : Array.Empty<CardElement>(),
            ],
            Actions =
            [
                .. links.Select(link => new OpenUrlAction { Title = link.Title, Url = link.Url }),
                .. words.Timeline.Count > 0 ? [new ToggleVisibilityAction { Title = "Timeline", TargetElements = [TimelineId] }] : Array.Empty<CardAction>(),
            ],
        };
    }

    // The icon and the word say what the colour says.
    private static Container Header(Wording words)
    {
        var style = words.Tone switch
        {
            Tone.Neutral => "accent",
            Tone.Good => "good",
            Tone.Doubtful => "warning",
            Tone.Bad => "attention",
            _ => throw new ArgumentOutOfRangeException(nameof(words), words.Tone, message: null),
        };
        return new Container { Style = style, Bleed = true, Items = [new TextBlock { Text = $"{words.Tone.Icon()} {words.Header}", Size = "Large", Weight = "Bolder", Color = style }] };
    }

    private static RichTextBlock Story(Sentence sentence) => new()
    {
        Inlines =
        [
            new TextRun { Text = sentence.Before, Size = "Medium" },
            .. sentence.Account.Length > 0 ? [new TextRun { Text = sentence.Account, Size = "Medium", Weight = "Bolder" }, new TextRun { Text = sentence.After, Size = "Medium" }] : Array.Empty<TextRun>(),
        ],
    };

    private static TextBlock Title(string text) => new() { Text = text, Weight = "Bolder", Spacing = "Medium" };

    private static ColumnSet Fact(Fact fact) => new()
    {
        Columns =
        [
            new Column { Width = "120px", Items = [new RichTextBlock { Inlines = [new TextRun { Text = fact.Label, Weight = "Bolder" }] }] },
            new Column { Width = "stretch", Items = [RichTextBlock.Of(fact.Value)] },
        ],
    };

    private static Container Timeline(IReadOnlyList<Fact> timeline) => new()
    {
        Id = TimelineId,
        IsVisible = false,
        Items = [Title("Timeline without reads, UTC"), .. timeline.Select(line => RichTextBlock.Of($"{line.Label}  {line.Value}"))],
    };
}
