using System.Text.Json;
using System.Text.RegularExpressions;
using RootWatch.Bridge.Messages;
using RootWatch.Bridge.Notifications.Teams;
using RootWatch.Bridge.Notifications.Teams.Cards;
using RootWatch.Bridge.Notifications.Teams.Workflows;
using RootWatch.Detection;

namespace RootWatch.Bridge.Tests.Notifications;

/// <summary>Whom a message mentions: Teams tells mentions apart by their text, and takes only so much of them.</summary>
public sealed partial class MentionsTests
{
    [Fact]
    public void People_of_one_name_get_different_texts()
    {
        var mentions = Mentions.Of([Person("Kim Example", "a"), Person("Kim Example", "b"), Person("kim example", "c"), Person("Kim Example (2)", "d"), Person("Jo Example", "e")]);

        mentions.People.Select(person => person.Name).ShouldBe(["Kim Example", "Kim Example (2)", "kim example (3)", "Kim Example (2) (2)", "Jo Example"]);
        mentions.People.Select(person => person.Id).ShouldBe(["a", "b", "c", "d", "e"]);
        mentions.Line.ShouldBe("<at>Kim Example</at>, <at>Kim Example (2)</at>, <at>kim example (3)</at>, <at>Kim Example (2) (2)</at>, <at>Jo Example</at>");
    }

    [Fact]
    public void Names_that_are_cut_alike_get_different_texts()
    {
        var name = new string('n', 199);

        var mentions = Mentions.Of([Person(name + "a", "a"), Person(name + "b", "b")]);

        mentions.People.Select(person => person.Name).Distinct(StringComparer.Ordinal).Count().ShouldBe(2);
        mentions.People.ShouldAllBe(person => person.Name.Length < 80);
    }

    [Fact]
    public void Somebody_who_is_named_twice_is_mentioned_once()
    {
        var mentions = Mentions.Of([Person("Kim Example", "KIM@example.com"), Person("Kim", "kim@example.com")]);

        mentions.People.ShouldHaveSingleItem().Name.ShouldBe("Kim Example");
        mentions.Others.ShouldBe(0);
    }

    [Fact]
    public void More_people_than_fit_are_summed_up()
    {
        var mentions = Mentions.Of(Crowd(57));

        mentions.People.Count.ShouldBeInRange(5, 20);
        mentions.Line.ShouldEndWith($"</at> and {57 - mentions.People.Count} more");
        mentions.Html.ShouldContain($"</at> and {57 - mentions.People.Count} more ");
        mentions.Entities!.Count.ShouldBe(mentions.People.Count);
    }

    [Fact]
    public void Fewer_can_be_mentioned_down_to_nobody_and_all_are_counted()
    {
        foreach (var fewer in Mentions.Of(Crowd(30)).Fewer())
        {
            (fewer.People.Count + fewer.Others).ShouldBe(30);
        }

        var nobody = Mentions.Of(Crowd(30)).Fewer().Last();
        nobody.People.ShouldBeEmpty();
        nobody.Line.ShouldBe("30 people, too many to mention");
        nobody.Html.ShouldBe("On call: 30 people, too many to mention ");
        Mentions.Of([]).Fewer().ShouldBeEmpty();
        Mentions.Of(Crowd(1)).Fewer().ShouldHaveSingleItem().Others.ShouldBe(1);
    }

    [Theory]
    [InlineData(0, "n")]
    [InlineData(3, "Kim Example")]
    [InlineData(500, "Kim Example")]
    [InlineData(500, "漢")]
    [InlineData(20, "漢")]
    [InlineData(500, "👨\u200D👩\u200D👧\u200D👦")]
    [InlineData(500, "\"&'")]
    public void What_goes_out_is_never_too_large(int people, string name)
    {
        var onCall = Enumerable.Range(0, people).Select(number => Person(string.Concat(Enumerable.Repeat(name, 200 / name.Length)), $"{number}-{new string('i', 200)}@example.com")).ToList();
        foreach (var outgoing in new[] { TestData.Alert(TestData.Finding()), Huge() })
        {
            var card = CardComposer.Compose(outgoing, onCall);
            var message = JsonSerializer.SerializeToUtf8Bytes(WorkflowMessage.With(card, outgoing), CardJson.Default.WorkflowMessage);
            var (inGraph, mentions) = CardComposer.ComposeForGraph(outgoing, onCall);

            message.Length.ShouldBeLessThan(20_000);
            CardSize.InGraph(inGraph, mentions, outgoing).ShouldBeLessThan(28_672);
            inGraph.Teams.Entities.ShouldBeNull("Graph takes mentions around the card");
            (mentions.People.Count + mentions.Others).ShouldBe(people);
            ShouldFitTogether(card);
        }
    }

    [Fact]
    public void Words_go_before_people() => CardComposer.Compose(Huge() with { Links = [] }, Crowd(3)).Teams.Entities!.Count.ShouldBe(3);

    private static void ShouldFitTogether(AdaptiveCard card)
    {
        var texts = MentionText().Matches(string.Concat(card.Body.OfType<TextBlock>().Select(block => block.Text))).Select(match => match.Value).ToList();
        texts.ShouldBe((card.Teams.Entities ?? []).Select(entity => entity.Text));
        texts.ShouldBeUnique();
    }

    private static OnCallPerson Person(string name, string id) => new() { Name = name, Id = id };

    private static List<OnCallPerson> Crowd(int count) => [.. Enumerable.Range(0, count).Select(number => Person("Kim Example", $"33333333-3333-4333-8333-{number:D12}"))];

    private static OutgoingMessage Huge()
    {
        var words = new string('漢', 2000);
        var notice = new Notice(NoticeKind.Digest, "system-digest-1", Severity.High, "Many.", [.. Enumerable.Range(0, 40).Select(number => new Fact($"{number}", words))], [words, words, words, words, words, words])
        {
            Remark = words,
        };
        return new OutgoingMessage(notice, "d", MayBeRepeat: true)
        {
            AccountName = words,
            Receipt = new Uri($"https://rootwatch.example/api/receipts/{new string('r', 1000)}"),
            Links = [.. Enumerable.Range(0, 5).Select(number => new MessageLink($"Link {number}", new Uri($"https://rootwatch.example/{new string('l', 2000)}")))],
        };
    }

    [GeneratedRegex("<at>.*?</at>", RegexOptions.NonBacktracking)]
    private static partial Regex MentionText();
}
