using System.Collections.Immutable;
using System.Text.Json;
using RootWatch.Bridge.LeftBehind;
using RootWatch.Bridge.Recording;
using RootWatch.Bridge.Storage;
using RootWatch.Detection.LeftBehind;

namespace RootWatch.EndToEnd.Tests.Pages;

/// <summary>What the incident's page shows of what was left behind.</summary>
public sealed class LeftBehindPageTests(Browser browser) : IClassFixture<Browser>
{
    private static readonly LeftBehindItem Key = new(new LeftBehindCredential(LeftBehindKind.AccessKey, "AKIAIOSFODNN7EXAMPLE", User: null), new DateTimeOffset(2026, 11, 18, 8, 59, 53, TimeSpan.Zero), "us-east-1");

    [Fact]
    public async Task Without_the_role_the_page_says_that_nobody_asks()
    {
        await using var bridge = await PageBridge.StartAsync();
        await bridge.DeliverAsync("root-create-access-key");
        await using var tab = await browser.OpenAsync(bridge.LastLink());

        var section = await tab.Page.Locator("section[aria-labelledby=left-behind]").InnerTextAsync();

        section.ShouldContain("AWS is not asked");
        section.ShouldContain("access key AKIAIOSFODNN7EXAMPLE of root itself");
        section.ShouldContain("1 access key; 1 of 1 still usable");
        section.ShouldContain("not known");
    }

    [Fact]
    public async Task An_incident_that_left_nothing_behind_has_no_such_section()
    {
        await using var bridge = await PageBridge.StartAsync();
        await bridge.DeliverAsync("root-stop-logging");
        await using var tab = await browser.OpenAsync(bridge.LastLink());

        (await tab.Page.Locator("section[aria-labelledby=left-behind]").CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Uses_are_listed_as_words_alone_and_who_deleted_it_is_said()
    {
        var store = new InMemoryIncidentStore(TimeProvider.System);
        await WriteAsync(store, new FollowedCredential(Key with { State = CredentialState.Deleted, Changed = PageBridge.Now.AddHours(-1), ChangedBy = "arn:aws:iam::111122223333:user/<b>carol</b>" }, "111122223333-0000000000")
        {
            Asked = ImmutableDictionary<string, DateTimeOffset>.Empty.Add("us-east-1", PageBridge.Now),
            Calls = 14,
            Uses =
            [
                new CredentialUse("ec2.amazonaws.com", "RunInstances", "203.0.113.77", "us-west-2", Failed: false) { Calls = 12, First = PageBridge.Now.AddHours(-3), Last = PageBridge.Now.AddHours(-2) },
                new CredentialUse("https://evil.example/", "<img src=x>", "](https://evil.example)", "us-west-2", Failed: true) { Calls = 1, First = PageBridge.Now.AddHours(-3), Last = PageBridge.Now.AddHours(-3) },
            ],
        });
        await using var bridge = await PageBridge.StartAsync(new() { ["Reconcile:ExternalId"] = "0123456789abcdef" }, store);
        await bridge.DeliverAsync("root-create-access-key");
        await using var tab = await browser.OpenAsync(bridge.LastLink());

        var section = await tab.Page.Locator("section[aria-labelledby=left-behind]").InnerTextAsync();

        section.ShouldContain("RootWatch asks AWS about it in every region of the account");
        section.ShouldContain("deleted at 2026-11-20 09:00:00 UTC by arn:aws:iam::111122223333:user/‹b›carol‹/b›");
        section.ShouldContain("ec2 RunInstances");
        section.ShouldContain("Other kinds of calls are counted but not listed.");
        section.ShouldNotContain("https://evil");
        (await tab.Page.Locator("img, script, main a[href*='evil']").CountAsync()).ShouldBe(0);
        tab.ShouldBeSound();
        await tab.ShouldBeAccessibleAsync();
    }

    private static async Task WriteAsync(InMemoryIncidentStore store, FollowedCredential followed) =>
        (await store.TryWriteAsync("111122223333", [EntryChange.Set(LedgerKeys.Followed, JsonSerializer.SerializeToUtf8Bytes(new FollowedCredentials { Credentials = [followed] }, LedgerJson.Default.FollowedCredentials))], TestContext.Current.CancellationToken)).ShouldNotBeNull();
}
