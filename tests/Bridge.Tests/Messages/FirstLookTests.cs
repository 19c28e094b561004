using System.Text.Json;
using RootWatch.Bridge.Messages;
using RootWatch.Bridge.Notifications.Sns;
using RootWatch.Bridge.Notifications.Teams.Cards;
using RootWatch.Detection;

namespace RootWatch.Bridge.Tests.Messages;

/// <summary>What a message shows at once, and what it keeps for a second look.</summary>
public sealed class FirstLookTests
{
    private static readonly MessageLink[] Links = [.. Enumerable.Range(1, 6).Select(number => new MessageLink($"Link {number}", new Uri($"https://rootwatch.example/{number}")))];

    [Fact]
    public void Three_reasons_and_four_facts_are_shown_and_the_others_are_kept()
    {
        var words = Wording.Of(WithSignals(5));

        words.Reasons.Count.ShouldBe(3);
        words.MoreReasons.Count.ShouldBe(2);
        words.Facts.Select(fact => fact.Label).ShouldBe(["When", "From", "With", "MFA"]);
    }

    [Fact]
    public void The_reasons_that_are_shown_are_the_strongest() =>
        Wording.Of(WithSignals(5)).Reasons.ShouldAllBe(reason => reason.Contains("(signal-0)") || reason.Contains("(signal-1)") || reason.Contains("(signal-2)"));

    [Fact]
    public void A_card_has_at_most_five_buttons()
    {
        using var card = JsonDocument.Parse(CardOf(WithSignals(5)));

        card.RootElement.GetProperty("actions").EnumerateArray().Select(action => action.GetProperty("title").GetString())
            .ShouldBe(["Link 1", "Link 2", "Link 3", "Link 4", "Details"]);
    }

    [Fact]
    public void The_details_are_folded()
    {
        using var card = JsonDocument.Parse(CardOf(WithSignals(5)));
        var details = card.RootElement.GetProperty("body").EnumerateArray().Single(element => element.TryGetProperty("id", out var id) && id.GetString() == "details");

        details.GetProperty("isVisible").GetBoolean().ShouldBeFalse();
        details.GetRawText().ShouldContain("signal-4");
        details.GetRawText().ShouldNotContain("signal-1");
    }

    [Fact]
    public void The_mail_has_the_details_and_the_other_links_below_a_line()
    {
        var parts = EmailText.Of(Wording.Of(WithSignals(5)), Links).Split(new string('-', 72));

        parts.Length.ShouldBe(2);
        parts[0].ShouldContain("Link 4");
        parts[0].ShouldNotContain("signal-4");
        parts[1].ShouldContain("signal-4");
        parts[1].ShouldContain("Link 5");
    }

    [Fact]
    public void A_message_without_details_has_no_line_and_no_button_for_them()
    {
        var notice = new OutgoingMessage(new Notice(NoticeKind.ChannelBack, "system-x", Severity.Informational, "Title.", [], ["Line."]), "d", MayBeRepeat: false);

        EmailText.Of(Wording.Of(notice), []).ShouldNotContain("---");
        CardOf(notice).ShouldNotContain("Details");
    }

    [Fact]
    public void What_to_do_now_comes_between_story_and_reasons_on_card_and_in_mail()
    {
        var outgoing = WithDoNow("Deny root by a service control policy", "Delete root's access keys");

        foreach (var text in new[] { CardOf(outgoing), EmailText.Of(Wording.Of(outgoing), []) })
        {
            var doNow = text.IndexOf("Do now", StringComparison.Ordinal);
            List<int> places = [text.LastIndexOf("Root of", doNow, StringComparison.Ordinal), doNow, .. new[] { "1. Deny root", "2. Delete root", "Why" }.Select(part => text.IndexOf(part, doNow, StringComparison.Ordinal))];

            places.ShouldAllBe(place => place >= 0);
            places.ShouldBe(places.Order());
        }
    }

    [Fact]
    public void Where_nothing_is_to_be_done_now_nothing_says_so()
    {
        CardOf(WithSignals(1)).ShouldNotContain("Do now");
        EmailText.Of(Wording.Of(WithSignals(1)), []).ShouldNotContain("Do now");
    }

    [Theory]
    [InlineData(NoticeKind.CredentialUsed, null, true)]
    [InlineData(NoticeKind.Acknowledged, "reported as NOT us", true)]
    [InlineData(NoticeKind.Acknowledged, "confirmed as us", false)]
    [InlineData(NoticeKind.IncidentClosed, null, false)]
    [InlineData(NoticeKind.ResponseDone, null, false)]
    public void A_notice_says_what_to_do_now_only_where_something_is_to_be_done(NoticeKind kind, string? verdict, bool says)
    {
        var incident = ((Alert)WithDoNow("Deny root").Message).Incident;
        var notice = new Notice(kind, incident.Id, Severity.Critical, "Title.", [], []) { Account = incident.Account, Incident = incident, Verdict = verdict };

        (Wording.Of(new OutgoingMessage(notice, "d", MayBeRepeat: false)).DoNow.Count > 0).ShouldBe(says);
    }

    [Theory]
    [InlineData(Assessment.Expected, "Looks planned or routine.")]
    [InlineData(Assessment.Unusual, "Needs a look.")]
    [InlineData(Assessment.Anomalous, "Treat as compromise until proven otherwise.")]
    public void People_read_a_sentence_and_not_the_assessments_name(Assessment assessment, string sentence)
    {
        var outgoing = TestData.Alert(TestData.Finding(TestData.Record(), TestData.Signal("signal-0", Severity.High, assessment)));
        var mail = EmailText.Of(Wording.Of(outgoing), []);

        mail.ShouldContain(sentence);
        mail.ShouldNotContain(assessment.ToString(), Case.Sensitive);
        CardOf(outgoing).ShouldContain(sentence);
    }

    private static OutgoingMessage WithSignals(int count) =>
        TestData.Alert(TestData.Finding(TestData.Record(), [.. Enumerable.Range(0, count).Select(number => TestData.Signal($"signal-{number}", Severity.High))]));

    private static OutgoingMessage WithDoNow(params string[] steps)
    {
        var outgoing = WithSignals(1);
        var alert = (Alert)outgoing.Message;
        return outgoing with { Message = alert with { Incident = alert.Incident with { DoNow = [.. steps], Story = "Root signed in to the console." } } };
    }

    private static string CardOf(OutgoingMessage outgoing) => JsonSerializer.Serialize(CardComposer.Compose(outgoing with { Links = Links }, []), CardJson.Default.AdaptiveCard);
}
