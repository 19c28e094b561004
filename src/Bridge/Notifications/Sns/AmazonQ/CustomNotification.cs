using RootWatch.Bridge.Messages;

namespace RootWatch.Bridge.Notifications.Sns.AmazonQ;

/// <summary>A message as Amazon Q Developer in chat applications shows it, in Slack for example.</summary>
/// <remarks>https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html</remarks>
internal sealed record CustomNotification
{
    public string Version { get; init; } = "1.0";

    public string Source { get; init; } = "custom";

    public required string Id { get; init; }

    public required NotificationContent Content { get; init; }

    public required NotificationMetadata Metadata { get; init; }

    public static CustomNotification From(OutgoingMessage outgoing, Wording words) => new()
    {
        Id = outgoing.DeliveryId,
        Content = new NotificationContent
        {
            Title = Escaped(words.Title.ToString()),
            Description = string.Join(
                '\n',
                [
                    .. words.Judgement is { } judgement ? [judgement] : Array.Empty<string>(),
                    .. words.Remarks,
                    Plain(words.Headline),
                    .. words.Story is { } story ? [Plain(story)] : Array.Empty<string>(),
                    .. words.DoNow.Count > 0 ? ["Do now:", .. words.DoNow.Select((step, at) => $"{at + 1}. {Escaped(step)}")] : Array.Empty<string>(),
                    .. words.Reasons.Select(reason => $"- {Escaped(reason)}"),
                    .. words.Command is { } command ? [$"`{command}`"] : Array.Empty<string>(),
                ]),
            NextSteps = [.. outgoing.Links.Select(link => $"{link.Title}: {link.Url.AbsoluteUri}")],
            Keywords = [.. new[] { words.Account, words.Assessment?.ToString(), words.Severity.ToString() }.OfType<string>()],
        },
        Metadata = new NotificationMetadata
        {
            ThreadId = outgoing.Message.Topic,
            Summary = Escaped(words.Title.ToString()),
            EventType = outgoing.Message is Notice notice ? notice.Kind.ToString() : "RootUse",
        },
    };

    private static string Plain(Sentence sentence) => $"{sentence.Before}{Escaped(sentence.Account)}{sentence.After}";

    // What chat programs read as Markdown.
    private static string Escaped(string text) => string.Concat(text.Select(c => c is '*' or '_' or '~' or '`' or '[' or ']' or '|' or '\\' or '<' or '>' or '&' or '@' or '#' ? ' ' : c));
}
