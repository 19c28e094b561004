using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using RootWatch.Bridge.Clients;

namespace RootWatch.Bridge.Notifications.Sns;

/// <summary>What SNS's answer to GetTopicAttributes says of a topic's subscriptions.</summary>
/// <remarks>https://docs.aws.amazon.com/sns/latest/api/API_GetTopicAttributes.html</remarks>
internal static class TopicAttributes
{
    public static Subscribers Read(CapturedResponse answer, TimeProvider time)
    {
        var now = time.GetUtcNow();
        if (!answer.IsSuccess)
        {
            var why = SnsErrors.Classify(answer, time).Why!;
            return new Subscribers(Confirmed: null, now, (int)answer.Status == 403 ? $"{why}; the role needs sns:GetTopicAttributes" : why);
        }

        return ConfirmedIn(answer.Body) is { } confirmed ? new Subscribers(confirmed, now) : new Subscribers(Confirmed: null, now, "the answer is not SNS's");
    }

    private static int? ConfirmedIn(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(body.ToArray()));
            var entry = XElement.Load(reader).Descendants().FirstOrDefault(static entry => entry.Elements().Any(static name => name is { Name.LocalName: "key", Value: "SubscriptionsConfirmed" }));
            return int.TryParse(entry?.Elements().FirstOrDefault(static value => value.Name.LocalName is "value")?.Value, CultureInfo.InvariantCulture, out var confirmed) ? confirmed : null;
        }
        catch (XmlException)
        {
            return null;
        }
    }
}
