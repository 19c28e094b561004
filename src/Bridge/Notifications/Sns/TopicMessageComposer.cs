using System.Text.Json;
using RootWatch.Bridge.Messages;
using RootWatch.Bridge.Notifications.Sns.AmazonQ;
using RootWatch.Bridge.Notifications.Sns.Ocsf;
using RootWatch.Bridge.Recording;

namespace RootWatch.Bridge.Notifications.Sns;

/// <summary>Writes a message for machines (OCSF), for mail and for telephones; or for Amazon Q Developer.</summary>
internal static class TopicMessageComposer
{
    private const int LongestSubject = 99;
    private const int LongestSms = 140;
    private const string FifoSuffix = ".fifo";

    public static TopicMessage Compose(OutgoingMessage outgoing, string topicArn)
    {
        var words = Wording.Of(outgoing);
        var texts = new TopicTexts
        {
            Default = outgoing.Message switch
            {
                Alert alert => JsonSerializer.Serialize(DetectionFinding.From(alert, outgoing, words), OcsfJson.Default.DetectionFinding),
                Notice notice => JsonSerializer.Serialize(NoticeJson.From(notice, outgoing), OcsfJson.Default.NoticeJson),
                _ => throw new ArgumentOutOfRangeException(nameof(outgoing), outgoing.Message, message: null),
            },
            Email = EmailText.Of(words, outgoing.Links),
            Sms = ShortText.Of(outgoing, words, LongestSms),
        };
        var isFifo = topicArn.EndsWith(FifoSuffix, StringComparison.Ordinal);
        return new TopicMessage(
            topicArn,
            ShortText.Of(outgoing, words, LongestSubject),
            JsonSerializer.Serialize(texts, OcsfJson.Default.TopicTexts),
            IsByProtocol: true,
            Attributes(outgoing.Message, words),
            isFifo ? words.Account ?? "rootwatch" : null,
            isFifo ? LedgerKeys.HashOf($"{topicArn} {outgoing.Message.Fingerprint}") : null);
    }

    /// <summary>Amazon Q Developer passes over everything but its own form.</summary>
    public static TopicMessage ComposeForAmazonQ(OutgoingMessage outgoing, string topicArn)
    {
        var words = Wording.Of(outgoing);
        return new TopicMessage(
            topicArn,
            ShortText.Of(outgoing, words, LongestSubject),
            JsonSerializer.Serialize(CustomNotification.From(outgoing, words), AmazonQJson.Default.CustomNotification),
            IsByProtocol: false,
            Attributes(outgoing.Message, words),
            GroupId: null,
            DeduplicationId: null);
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
}
