using System.Text;
using System.Text.Json;
using RootWatch.Bridge.Messages;
using RootWatch.Bridge.Notifications.Sns;
using RootWatch.Cli.Demo.Preview;

namespace RootWatch.EndToEnd.Tests.Messages;

/// <summary>What every kind of message says, on every way out.</summary>
public sealed class ApprovedMessageTests
{
    private const string Topic = "arn:aws:sns:eu-central-1:111122223333:root-use";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    public static TheoryData<string> Names { get; } = [.. SampleMessageNames.Names];

    [Fact]
    public async Task The_showcase_has_every_message() =>
        (await SampleMessageNames.AllAsync()).Select(shown => shown.Name).ShouldBe(SampleMessageNames.Names);

    [Fact]
    public async Task The_showcase_has_a_notice_of_every_kind_but_the_end_of_a_window_which_differs_in_a_sentence() =>
        Enum.GetValues<NoticeKind>().Except((await SampleMessageNames.AllAsync()).Select(shown => shown.Outgoing.Message).OfType<Notice>().Select(notice => notice.Kind)).ShouldBe([NoticeKind.ExpectationEnded]);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_text_is_as_approved(string name)
    {
        var shown = await SampleMessageNames.FindAsync(name);
        using var texts = JsonDocument.Parse(TopicMessageComposer.Compose(shown.Outgoing, Topic).Body);

        Approve(Pretty(PreviewPage.CardOf(shown)), $"{name}.card.json");
        Approve(texts.RootElement.GetProperty("email").GetString()!, $"{name}.email.txt");
        Approve(texts.RootElement.GetProperty("sms").GetString()! + "\n", $"{name}.sms.txt");
        Approve(Pretty(JsonElement.Parse(texts.RootElement.GetProperty("default").GetString()!)), $"{name}.machines.json");
        Approve(Pretty(JsonElement.Parse(TopicMessageComposer.ComposeForAmazonQ(shown.Outgoing, Topic).Body)), $"{name}.amazon-q.json");
    }

    [Fact]
    public async Task The_page_shows_the_true_mail()
    {
        const string Page = "docs/messages.md";
        const string Begin = "<!-- generated: the mail, by ApprovedMessageTests -->\n\n```\n";
        using var texts = JsonDocument.Parse(TopicMessageComposer.Compose((await SampleMessageNames.FindAsync("update")).Outgoing, Topic).Body);
        var page = await File.ReadAllTextAsync(Repository.PathOf(Page), TestContext.Current.CancellationToken);
        var begin = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;

        Approved.ShouldMatch(page[..begin] + texts.RootElement.GetProperty("email").GetString()!.TrimEnd() + page[page.IndexOf("\n```", begin, StringComparison.Ordinal)..], Page);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_mail_keeps_to_72_columns_and_the_text_message_to_140_characters(string name)
    {
        var shown = await SampleMessageNames.FindAsync(name);
        using var texts = JsonDocument.Parse(TopicMessageComposer.Compose(shown.Outgoing, Topic).Body);

        texts.RootElement.GetProperty("email").GetString()!.Split('\n').Where(line => !line.StartsWith("https://", StringComparison.Ordinal) && !line.StartsWith("rootwatch redrive", StringComparison.Ordinal)).ShouldAllBe(line => line.Length <= 72);
        var sms = texts.RootElement.GetProperty("sms").GetString()!;
        sms.Length.ShouldBeLessThanOrEqualTo(140);
        if (shown.Outgoing.Message is Alert alert)
        {
            sms.ShouldContain("111122223333");
            sms.ShouldContain(Verdicts.Of(alert.Finding));
            sms.ShouldContain(alert.Finding.Act.Sentence);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Card_and_mail_tell_the_same_in_the_same_order(string name)
    {
        var shown = await SampleMessageNames.FindAsync(name);
        using var texts = JsonDocument.Parse(TopicMessageComposer.Compose(shown.Outgoing, Topic).Body);
        var mail = Plain(texts.RootElement.GetProperty("email").GetString()!);

        var place = 0;
        foreach (var text in TextsOf(PreviewPage.CardOf(shown).GetProperty("body")).Where(text => !text.StartsWith("On call", StringComparison.Ordinal)))
        {
            var found = mail.IndexOf(Plain(text.TrimStart('✖', '✔', '⚠', 'ℹ', '•', ' ')), place, StringComparison.Ordinal);
            found.ShouldBeGreaterThanOrEqualTo(place, $"“{text}” does not come in its turn in:\n{mail}");
            place = found;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_card_is_small_enough_and_its_fallback_stands_alone(string name)
    {
        var shown = await SampleMessageNames.FindAsync(name);
        var card = PreviewPage.CardOf(shown);

        Encoding.UTF8.GetByteCount(card.GetRawText()).ShouldBeLessThan(20_000);
        card.GetProperty("fallbackText").GetString()!.Length.ShouldBeInRange(40, 1000);
        if (shown.Outgoing.Message is Alert)
        {
            card.GetProperty("fallbackText").GetString()!.ShouldContain("prod-payments (111122223333)");
        }
    }

    private static IEnumerable<string> TextsOf(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Array => element.EnumerateArray().SelectMany(TextsOf),
            JsonValueKind.Object when element.TryGetProperty("inlines", out var runs) => [string.Concat(runs.EnumerateArray().Select(run => run.GetProperty("text").GetString()))],
            JsonValueKind.Object when element.TryGetProperty("text", out var text) => [text.GetString()!],
            JsonValueKind.Object => element.EnumerateObject().SelectMany(member => TextsOf(member.Value)),
            _ => [],
        };

    // Line breaks and punctuation of lists differ; the words do not.
    private static string Plain(string text) => string.Join(' ', text.Replace(":", string.Empty, StringComparison.Ordinal).Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));

    private static string Pretty(JsonElement json) => JsonSerializer.Serialize(json, Indented) + "\n";

    private static void Approve(string text, string file) => Approved.ShouldMatch(text, $"tests/EndToEnd.Tests/Messages/Approved/{file}");
}
