using System.Net;
using RootWatch.EndToEnd.Tests.Pages;

namespace RootWatch.EndToEnd.Tests.Response;

/// <summary>People see what to do about an incident, and mark what they have done.</summary>
public sealed class ResponseTests : IAsyncLifetime
{
    private const string DenyRoot = "deny-root";
    private const string DeleteKeys = "delete-root-keys";

    private PageBridge _bridge = null!;
    private Checklist _list = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _bridge = await PageBridge.StartAsync();
        _list = await Checklist.OpenAsync(_bridge);
    }

    public async ValueTask DisposeAsync()
    {
        _list.Dispose();
        await _bridge.DisposeAsync();
    }

    [Fact]
    public async Task The_page_lists_the_steps_with_commands_of_the_incidents_own_ids()
    {
        var page = await _list.PageAsync();

        Checklist.Steps(page).ShouldContain(DenyRoot);
        Checklist.Steps(page).ShouldBeUnique();
        page.ShouldContain("--target-id 111122223333");
        page.ShouldContain("aws iam delete-access-key --region us-east-1 --access-key-id AKIAIOSFODNN7EXAMPLE");
        Checklist.Ticked(page).ShouldBeEmpty();
        page.ShouldContain("Anomalous");
    }

    [Fact]
    public async Task What_is_marked_is_shown_with_who_did_it_and_kept_in_the_audit()
    {
        var (status, location, _) = await _list.MarkAsync("Kim", [DenyRoot]);
        var page = await _list.PageAsync();

        status.ShouldBe(HttpStatusCode.SeeOther);
        location.ShouldBe($"{_list.Link.PathAndQuery}#response");
        Checklist.Ticked(page).ShouldBe([DenyRoot]);
        Checklist.Shown(page).ShouldBe([DenyRoot]);
        page.ShouldContain("Marked by Kim, ");
        Audit(page).ShouldContain("2026-11-20");
        Audit(page).ShouldContain("Kim");
        Audit(page).ShouldContain("Deny root in the account");
        _bridge.Sinks.Sns.Received.Count.ShouldBe(1, "urgent steps are open");
    }

    [Fact]
    public async Task A_mark_is_taken_away_by_whoever_has_seen_it()
    {
        await _list.MarkAsync("Kim", [DenyRoot, DeleteKeys]);

        (await _list.MarkAsync("Jo", [DeleteKeys], shown: [DenyRoot, DeleteKeys])).Status.ShouldBe(HttpStatusCode.SeeOther);

        var page = await _list.PageAsync();
        Checklist.Ticked(page).ShouldBe([DeleteKeys]);
        page.ShouldContain("Marked by Kim, ");
        Audit(page).ShouldContain("Jo");
        (Audit(page).Split("Deny root in the account").Length - 1).ShouldBe(2, "done, and open again");
    }

    [Fact]
    public async Task A_form_that_was_opened_before_somebody_else_marked_a_step_leaves_that_mark()
    {
        await _list.MarkAsync("Kim", [DenyRoot]);

        await _list.MarkAsync("Jo", [DeleteKeys]);

        Checklist.Ticked(await _list.PageAsync()).ShouldBe([DenyRoot, DeleteKeys], ignoreOrder: true);
    }

    [Fact]
    public async Task A_form_that_marks_what_somebody_else_has_marked_leaves_it_theirs()
    {
        await _list.MarkAsync("Kim", [DenyRoot]);
        await _list.MarkAsync("Jo", [DenyRoot]);

        var page = await _list.PageAsync();

        page.ShouldContain("Marked by Kim, ");
        page.ShouldNotContain("Jo");
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("a name of far more than a hundred characters, which nobody has, and which would fill the page and every message")]
    public async Task Without_a_name_nothing_is_noted_and_the_page_keeps_the_choice(string name)
    {
        var (status, _, page) = await _list.MarkAsync(name, [DenyRoot]);

        status.ShouldBe(HttpStatusCode.BadRequest);
        page.ShouldContain("role=\"alert\">Say who you are");
        Checklist.Ticked(page).ShouldBe([DenyRoot]);
        Checklist.Shown(page).ShouldBeEmpty();
        var after = await _list.PageAsync();
        Checklist.Ticked(after).ShouldBeEmpty();
        after.ShouldNotContain("Answers and steps");
    }

    [Fact]
    public async Task A_form_without_a_name_that_is_shown_again_does_not_untick_what_was_marked_meanwhile()
    {
        await _list.MarkAsync("Kim", [DenyRoot]);

        var (_, _, page) = await _list.MarkAsync(string.Empty, [DeleteKeys]);

        Checklist.Ticked(page).ShouldBe([DenyRoot, DeleteKeys], ignoreOrder: true);
        await _list.MarkAsync("Jo", Checklist.Ticked(page), Checklist.Shown(page));
        Checklist.Ticked(await _list.PageAsync()).ShouldBe([DenyRoot, DeleteKeys], ignoreOrder: true);
    }

    [Fact]
    public async Task A_form_without_a_name_that_is_shown_again_keeps_what_was_unticked()
    {
        await _list.MarkAsync("Kim", [DenyRoot]);

        var (_, _, page) = await _list.MarkAsync(string.Empty, [], shown: [DenyRoot]);

        Checklist.Ticked(page).ShouldBeEmpty();
        Checklist.Shown(page).ShouldBe([DenyRoot]);
    }

    [Theory]
    [InlineData("no-such-step")]
    [InlineData("DENY-ROOT")]
    [InlineData("delete-root-keys-as-root")]
    [InlineData("<script>")]
    public async Task Steps_that_the_plan_does_not_have_are_ignored(string step)
    {
        var (status, _, _) = await _list.MarkAsync("Kim", [step], shown: [step, "another"]);

        status.ShouldBe(HttpStatusCode.SeeOther);
        var page = await _list.PageAsync();
        Checklist.Ticked(page).ShouldBeEmpty();
        page.ShouldNotContain("Kim");
    }

    [Fact]
    public async Task Both_channels_hear_once_that_all_urgent_steps_are_done()
    {
        var urgent = await UrgentAsync();
        await _list.MarkAsync("Kim", urgent.SkipLast(1));
        _bridge.Sinks.Sns.Received.Count.ShouldBe(1, "one is open");

        await _list.MarkAsync("Jo", urgent, shown: urgent.SkipLast(1));
        await _bridge.Sinks.Workflow.WaitForAsync(2, Cancellation);
        var page = await _list.PageAsync();
        await _list.MarkAsync("Jo", Checklist.Steps(page), shown: urgent);
        await _list.MarkAsync("Jo", urgent.Skip(1), shown: urgent);
        await _list.MarkAsync("Jo", urgent);

        Checklist.CountUrgent(page).ShouldBe(0);
        _bridge.Sinks.Sns.Received.Select(message => message.Attributes["kind"]).ShouldBe(["RootUse", "ResponseDone"]);
        _bridge.Sinks.Workflow.Received.Count.ShouldBe(2);
        _bridge.Sinks.Workflow.Received[1].Card.GetRawText().ShouldContain("All urgent response steps are done");
    }

    [Fact]
    public async Task Hostile_names_are_escaped_on_the_page_and_in_both_messages()
    {
        await _list.MarkAsync("<b>Jo</b> ](http://evil)", await UrgentAsync());
        await _bridge.Sinks.Workflow.WaitForAsync(2, Cancellation);

        (await _list.PageAsync()).ShouldNotContain("<b>");
        var mail = _bridge.Sinks.Sns.Received[1].Message;
        mail.ShouldNotContain("<b>");
        mail.ShouldNotContain("http://evil");
        var card = _bridge.Sinks.Workflow.Received[1].Card.GetRawText();
        card.ShouldNotContain("](http");
        card.ShouldNotContain("<b>");
        card.ShouldContain("Jo");
    }

    private async Task<IReadOnlyList<string>> UrgentAsync()
    {
        // Whatever is marked, the badge says urgent for what is not.
        var page = await _list.PageAsync();
        return [.. page.Split("<li>").Where(item => Checklist.CountUrgent(item) == 1).Select(item => Checklist.Steps(item).Single())];
    }

    private static string Audit(string page) => page[page.IndexOf("Answers and steps", StringComparison.Ordinal)..];
}
