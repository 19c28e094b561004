using System.Text;
using System.Text.Json;
using RootWatch.Bridge.Incidents.Messages;
using RootWatch.Bridge.Notifications.Sns.Ocsf;

namespace RootWatch.Bridge.Notifications.Sns;

/// <summary>Writes a message for machines (OCSF), for mail and for telephones.</summary>
internal static class TopicMessageComposer
{
    private const int LongestSubject = 99;
    private const int LongestSms = 140;
    private const int LongestDeduplicationId = 128;
    private const string FifoSuffix = ".fifo";

    public static TopicMessage Compose(Outgoing outgoing, string topicArn)
    {
        var words = Wording.Of(outgoing);
        var texts = new TopicTexts
        {
            Default = outgoing.Message switch
            {
                Alert alert => JsonSerializer.Serialize(DetectionFinding.From(alert, outgoing, words), OcsfJson.Default.DetectionFinding),
                Notice notice => JsonSerializer.Serialize(NoticeJson.From(notice, outgoing, words), OcsfJson.Default.NoticeJson),
                _ => throw new ArgumentOutOfRangeException(nameof(outgoing), outgoing.Message, message: null),
            },
            Email = Email(outgoing, words),
            Sms = Ascii(outgoing, words, LongestSms),
        };
        var isFifo = topicArn.EndsWith(FifoSuffix, StringComparison.Ordinal);
        return new TopicMessage(
            topicArn,
            Ascii(outgoing, words, LongestSubject),
            JsonSerializer.Serialize(texts, OcsfJson.Default.TopicTexts),
            Attributes(outgoing.Message, words),
            isFifo ? words.Account ?? "rootwatch" : null,
            isFifo ? DeduplicationId(outgoing.DeliveryId) : null);
    }

    private static Dictionary<string, string> Attributes(Message message, Wording words)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["severity"] = words.Severity.ToString(),
            ["kind"] = message is Notice notice ? notice.Kind.ToString() : "RootUse",
        };
        Add("assessment", words.Assessment?.ToString());
        Add("account", words.Account);
        Add("activity", (message as Alert)?.Finding.Activity.ToString());
        return attributes;

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                attributes[name] = value;
            }
        }
    }

    private static string Email(Outgoing outgoing, Wording words)
    {
        var text = new StringBuilder();
        foreach (var remark in words.Remarks)
        {
            text.AppendLine(remark).AppendLine();
        }

        text.AppendLine(words.Title).AppendLine();
        foreach (var (label, value) in words.Facts)
        {
            text.Append((label + ":").PadRight(14)).AppendLine(value);
        }

        text.AppendLine().Append(words.ReasonsTitle).AppendLine(":");
        foreach (var reason in words.Reasons)
        {
            text.Append("- ").AppendLine(reason);
        }

        foreach (var (title, url) in outgoing.Links)
        {
            text.AppendLine().Append(title).Append(": ").AppendLine(url.AbsoluteUri);
        }

        if (outgoing.Message is Alert alert && ConsoleLink.To(alert.Finding.Record) is { } link)
        {
            text.AppendLine().Append("The record in the AWS console: ").AppendLine(link.AbsoluteUri);
        }

        return text.ToString();
    }

    // All of it is ours: fixed sentences and checked digits.
    private static string Ascii(Outgoing outgoing, Wording words, int longest)
    {
        var repeat = outgoing.MayBeRepeat ? "(repeat?) " : string.Empty;
        var account = words.Account is null ? string.Empty : $" {words.Account}";
        var text = outgoing.Message is Alert { Number: var number }
            ? $"{repeat}AWS root{account} {(number > 1 ? "update " : string.Empty)}{words.Assessment}/{words.Severity}: {words.Headline}"
            : $"{repeat}RootWatch{account}: {words.Headline}";
        text = string.Concat(text.Select(c => c is >= ' ' and <= '~' ? c : '-'));
        return text.Length <= longest ? text : text[..(longest - 3)] + "...";
    }

    // A delivery's name is of letters, digits, dots and hyphens.
    private static string DeduplicationId(string deliveryId) => deliveryId.Length <= LongestDeduplicationId ? deliveryId : deliveryId[^LongestDeduplicationId..];
}
