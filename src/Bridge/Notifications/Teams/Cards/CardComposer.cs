using RootWatch.Bridge.Messages;

namespace RootWatch.Bridge.Notifications.Teams.Cards;

/// <summary>Writes a message as an Adaptive Card, as much of it as Teams takes.</summary>
internal static class CardComposer
{
    private const string DetailsId = "details";

    /// <summary>A card for a flow.</summary>
    /// <param name="outgoing">The message.</param>
    /// <param name="onCall">Whom to mention, as many as fit.</param>
    public static AdaptiveCard Compose(OutgoingMessage outgoing, IReadOnlyList<OnCallPerson> onCall) =>
        Fitting(outgoing, Mentions.Of(onCall), Composed, (card, _) => CardSize.InWorkflow(card, outgoing) < CardSize.LargestInWorkflow).Card;

    /// <summary>A card for a message through Graph, which takes mentions around the card and not in it; and whom that is to mention.</summary>
    /// <param name="outgoing">The message.</param>
    /// <param name="onCall">Whom to mention, as many as fit.</param>
    public static (AdaptiveCard Card, Mentions Mentions) ComposeForGraph(OutgoingMessage outgoing, IReadOnlyList<OnCallPerson> onCall) =>
        Fitting(
            outgoing,
            Mentions.Of(onCall),
            (words, links, _) => Composed(words, links, Mentions.Nobody),
            (card, mentions) => CardSize.InGraph(card, mentions, outgoing) < CardSize.LargestInGraph);

    /// <summary>The most that fits: first with fewer words, then with fewer people, then with fewer links.</summary>
    private static (AdaptiveCard Card, Mentions Mentions) Fitting(
        OutgoingMessage outgoing, Mentions mentions, Func<Wording, IReadOnlyList<MessageLink>, Mentions, AdaptiveCard> compose, Func<AdaptiveCard, Mentions, bool> fits)
    {
        var ever = Degradation.Of(Wording.Of(outgoing)).ToList();
        var shorter = ever.Select(words => (Words: words, outgoing.Links, Mentions: mentions))
            .Concat(mentions.Fewer().Select(fewer => (Words: ever[^1], outgoing.Links, Mentions: fewer)))
            .Append((Words: ever[^1], Links: [.. outgoing.Links.Take(1)], Mentions: mentions.Fewer().LastOrDefault(mentions)))
            .Append((Words: ever[^1], Links: [], Mentions: mentions.Fewer().LastOrDefault(mentions)));
        (AdaptiveCard Card, Mentions Mentions) last = default;
        foreach (var (words, links, some) in shorter)
        {
            last = (compose(words, links, some), some);
            if (fits(last.Card, some))
            {
                break;
            }
        }

        return last;
    }

    private static AdaptiveCard Composed(Wording words, IReadOnlyList<MessageLink> links, Mentions mentions)
    {
        return new AdaptiveCard
        {
            FallbackText = words.Reasons.Count > 0 ? $"{words.Title}. {words.Headline} {words.ReasonsTitle}: {words.Reasons[0]}" : $"{words.Title}. {words.Headline}",
            Teams = new TeamsCardSettings { Entities = mentions.Entities },
            Body =
            [
                Header(words),
                .. words.Remarks.Select(RichTextBlock.Of),
                Story(words.Headline),
                .. words.Story is { } story ? [Story(story)] : Array.Empty<CardElement>(),
                .. mentions.IsEmpty ? Array.Empty<CardElement>() : [new TextBlock { Text = $"On call: {mentions.Line}" }],
                .. words.DoNow.Count > 0 ? [Title(Wording.DoNowTitle), .. words.DoNow.Select((step, at) => RichTextBlock.Of($"{at + 1}. {step}"))] : Array.Empty<CardElement>(),
                Title(words.ReasonsTitle),
                .. words.Reasons.Select(reason => RichTextBlock.Of($"• {reason}")),
                .. words.Command is { } command ? [RichTextBlock.Of(command)] : Array.Empty<CardElement>(),
                new Container { Items = [.. words.Facts.Select(Fact)] },
                .. words.HasDetails ? [Details(words)] : Array.Empty<CardElement>(),
            ],
            Actions =
            [
                .. links.Take(Wording.MostLinks).Select(link => new OpenUrlAction { Title = link.Title, Url = link.Url }),
                .. words.HasDetails ? [new ToggleVisibilityAction { Title = "Details", TargetElements = [DetailsId] }] : Array.Empty<CardAction>(),
            ],
        };
    }

    // The icon and the word say what the colour says. The account's name is text from outside, so no part of it is a TextBlock.
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
        return new Container
        {
            Style = style,
            Bleed = true,
            Items =
            [
                new RichTextBlock { Inlines = [new TextRun { Text = $"{words.Tone.Icon()} {words.Title}", Size = "Large", Weight = "Bolder", Color = style }] },
                .. words.Judgement is { } judgement ? [RichTextBlock.Of(judgement)] : Array.Empty<CardElement>(),
            ],
        };
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

    private static Container Details(Wording words) => new()
    {
        Id = DetailsId,
        IsVisible = false,
        Items =
        [
            .. words.MoreReasons.Count > 0 ? [Title(Wording.MoreReasonsTitle), .. words.MoreReasons.Select(reason => RichTextBlock.Of($"• {reason}"))] : Array.Empty<CardElement>(),
            .. words.MoreFacts.Select(Fact),
            .. words.Timeline.Count > 0 ? [Title(words.TimelineTitle), .. words.Timeline.Select(line => RichTextBlock.Of($"{line.Label}  {line.Value}"))] : Array.Empty<CardElement>(),
        ],
    };
}
