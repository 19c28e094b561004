using System.Text;
using System.Text.Json;
using RootWatch.Bridge.Notifications.Sns.Ocsf;

namespace RootWatch.Bridge.Notifications.Sns;

/// <summary>Writes an alert for machines (OCSF), for mail and for telephones.</summary>
internal static class TopicMessageComposer
{
    private const int LongestSubject = 99;
    private const int LongestSms = 140;
    private const string FifoSuffix = ".fifo";

    public static TopicMessage Compose(Alert alert, string topicArn)
    {
        var finding = alert.Finding;
        var texts = new TopicTexts
        {
            Default = JsonSerializer.Serialize(DetectionFinding.From(alert), OcsfJson.Default.DetectionFinding),
            Email = Email(alert),
            Sms = Sms(alert),
        };
        var isFifo = topicArn.EndsWith(FifoSuffix, StringComparison.Ordinal);
        return new TopicMessage(
            topicArn,
            Ascii(alert, LongestSubject),
            JsonSerializer.Serialize(texts, OcsfJson.Default.TopicTexts),
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["severity"] = finding.Severity.ToString(),
                ["assessment"] = finding.Assessment.ToString(),
                ["account"] = finding.Record.Account,
                ["activity"] = finding.Activity.ToString(),
            },
            isFifo ? finding.Record.Account : null,
            isFifo ? DeduplicationId(finding.Record.EventId) : null);
    }

    private static string Email(Alert alert)
    {
        var text = new StringBuilder();
        if (alert.MayBeRepeat)
        {
            text.AppendLine(AlertText.RepeatNotice).AppendLine();
        }

        text.AppendLine(AlertText.Title(alert)).AppendLine();
        foreach (var (label, value) in AlertText.Facts(alert))
        {
            text.Append((label + ":").PadRight(14)).AppendLine(value);
        }

        text.AppendLine().AppendLine("Why:");
        foreach (var signal in alert.Finding.Signals)
        {
            text.Append("- ").AppendLine(AlertText.Reason(signal));
        }

        if (ConsoleLink.To(alert.Finding.Record) is { } link)
        {
            text.AppendLine().Append("The record in the AWS console: ").AppendLine(link.AbsoluteUri);
        }

        return text.ToString();
    }

    private static string Sms(Alert alert) => Ascii(alert, LongestSms);

    // All of it is ours: fixed sentences and checked digits.
    private static string Ascii(Alert alert, int longest)
    {
        var finding = alert.Finding;
        var repeat = alert.MayBeRepeat ? "(repeat?) " : string.Empty;
        var text = $"{repeat}AWS root {finding.Record.Account} {finding.Assessment}/{finding.Severity}: {AlertText.Headline(finding)}";
        return text.Length <= longest ? text : text[..(longest - 3)] + "...";
    }

    // SNS takes 128 characters of ASCII; CloudTrail's ids are UUIDs, but a record may hold anything.
    private static string DeduplicationId(string eventId) =>
        eventId.Length <= 128 && eventId.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or ':')
            ? eventId
            : Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(eventId)));
}
