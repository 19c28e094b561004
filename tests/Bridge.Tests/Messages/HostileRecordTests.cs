using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using RootWatch.Bridge.Incidents;
using RootWatch.Bridge.Messages;
using RootWatch.Bridge.Notifications.Sns;
using RootWatch.Bridge.Notifications.Teams.Cards;
using RootWatch.Detection;
using RootWatch.Detection.Policy;

namespace RootWatch.Bridge.Tests.Messages;

/// <summary>Whatever stands in a record, no message holds a link, a mention, an image or HTML that RootWatch did not write, and none is too large.</summary>
public sealed partial class HostileRecordTests
{
    private const int Records = 100_000;

    [Fact]
    public void A_hundred_thousand_hostile_records_make_nothing_but_words()
    {
        Parallel.ForEach(Enumerable.Range(0, Records), seed =>
        {
            var arms = new Random(seed);
            var record = HostileRecord.Json(arms);
            if (Detector.Read(Encoding.UTF8.GetBytes(record)) is { } root)
            {
                var recorded = AccountLedger.Empty.Record(root, TestData.Morning, DetectionPolicy.None).Recorded;
                var alert = new Bridge.Messages.Alert(recorded.Finding, recorded.Incident.Snapshot, []);
                ShouldBeWords(new OutgoingMessage(alert, "111122223333-0.1.sns", MayBeRepeat: false) { AccountName = HostileRecord.Weapon(arms), Network = HostileRecord.Weapon(arms) }, record);
            }
        });
    }

    private static void ShouldBeWords(OutgoingMessage outgoing, string record)
    {
        var card = JsonSerializer.SerializeToUtf8Bytes(CardComposer.Compose(outgoing, []), CardJson.Default.AdaptiveCard);
        (card.Length < 20_000).ShouldBeTrue(record);
        using var json = JsonDocument.Parse(card);
        json.RootElement.GetProperty("actions").EnumerateArray().Where(action => action.GetProperty("type").GetString() == "Action.OpenUrl").ShouldBeEmpty(record);
        foreach (var (kind, text) in TextsOf(json.RootElement.GetProperty("body")).Append((Kind: "fallback", Text: json.RootElement.GetProperty("fallbackText").GetString()!)))
        {
            // Markdown is read in text blocks, so they hold our own words alone.
            (kind != "TextBlock" || OurWords().IsMatch(text)).ShouldBeTrue($"{text}\n{record}");
            ShouldHoldNoWeapon(text, record);
        }

        using var texts = JsonDocument.Parse(TopicMessageComposer.Compose(outgoing, "arn:aws:sns:eu-central-1:111122223333:root-use").Body);
        foreach (var line in texts.RootElement.GetProperty("email").GetString()!.Split('\n'))
        {
            ShouldHoldNoWeapon(line, record);
        }

        var sms = texts.RootElement.GetProperty("sms").GetString()!;
        (sms.Length <= 140 && sms.All(c => c is >= ' ' and <= '~')).ShouldBeTrue(sms);
        ShouldHoldNoWeapon(JsonDocument.Parse(TopicMessageComposer.ComposeForAmazonQ(outgoing, "t").Body).RootElement.GetProperty("content").GetProperty("description").GetString()!, record);
    }

    private static void ShouldHoldNoWeapon(string text, string record)
    {
        if (Weaponry().Match(text) is { Success: true } found)
        {
            throw new InvalidOperationException($"“{found.Value}” in “{text}” of {record}");
        }
    }

    private static IEnumerable<(string Kind, string Text)> TextsOf(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Array => element.EnumerateArray().SelectMany(TextsOf),
            JsonValueKind.Object when element.TryGetProperty("text", out var text) => [(element.GetProperty("type").GetString()!, text.GetString()!)],
            JsonValueKind.Object => element.EnumerateObject().SelectMany(member => TextsOf(member.Value)),
            _ => [],
        };

    [GeneratedRegex("^(?:Do now|Why|What it means|More reasons|Sign-ins and changes \\(UTC\\))$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex OurWords();

    // A scheme, a host name, a tag, Markdown's link, or a character that hides or turns text around.
    [GeneratedRegex(@"://|www\.|evil\.e|\]\(|<[a-zA-Z/!]|[\x00-\x08\x0B-\x1F\x7F\u034F\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\u2800\u3164\uFE00-\uFE0F\uFEFF\uFFA0]|\uDB40", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Weaponry();
}
