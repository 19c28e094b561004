using System.Text;
using System.Text.Json;
using RootWatch.Bridge.Incidents;
using RootWatch.Bridge.Messages;
using RootWatch.Bridge.Notifications.Teams.Cards;
using RootWatch.Detection;

namespace RootWatch.Bridge.Tests.Notifications;

/// <summary>A card that is too large says less, and says so.</summary>
public sealed class DegradationTests
{
    [Fact]
    public void A_card_that_fits_leaves_nothing_out() => CardOf(TestData.Alert(TestData.Finding())).ShouldNotContain("Left out");

    [Fact]
    public void The_timeline_goes_first()
    {
        var card = CardOf(WithWrites(TestData.Alert(TestData.Finding()), 20, 300));

        card.ShouldContain("Left out because the message is too long: the timeline.");
        card.ShouldNotContain("Sign-ins and changes");
        card.ShouldContain("\"Incident\"");
    }

    [Fact]
    public void Then_reasons_and_the_ends_of_facts()
    {
        var many = TestData.Finding(TestData.Record(), [.. Enumerable.Range(0, 150).Select(number => TestData.Signal($"signal-{number}", Severity.High))]);
        var card = CardOf(WithWrites(TestData.Alert(many), 20, 300));

        card.ShouldContain("Left out because the message is too long: the timeline, further reasons");
        card.ShouldContain("signal-2");
        card.ShouldNotContain("signal-3");
    }

    [Fact]
    public void However_large_a_message_is_its_card_is_not()
    {
        var huge = new string('漢', 2000);
        var notice = new Notice(NoticeKind.Digest, "system-digest-1", Severity.High, "Many.", [.. Enumerable.Range(0, 40).Select(number => new Fact($"{number}", huge))], [huge, huge, huge]);

        var card = CardOf(new OutgoingMessage(notice, "d", MayBeRepeat: true) { AccountName = huge });

        Encoding.UTF8.GetByteCount(card).ShouldBeLessThan(20_000);
        card.ShouldContain("Left out because the message is too long");
        card.ShouldContain("Possible repeat");
    }

    private static OutgoingMessage WithWrites(OutgoingMessage outgoing, int count, int length)
    {
        var alert = (Alert)outgoing.Message;
        var writes = Enumerable.Repeat(new WriteCall(TestData.Morning, new string('漢', length), Failed: false), count);
        return outgoing with { Message = alert with { Incident = alert.Incident with { Writes = [.. writes] } } };
    }

    private static string CardOf(OutgoingMessage outgoing) => JsonSerializer.Serialize(CardComposer.Compose(outgoing, []), CardJson.Default.AdaptiveCard);
}
