using RootWatch.Bridge.Messages;
using RootWatch.Bridge.Notifications;
using RootWatch.Bridge.Reconciliation;
using RootWatch.Bridge.Recording;
using RootWatch.Bridge.Storage;

namespace RootWatch.Bridge.Tests.Reconciliation;

/// <summary>500 accounts in 17 regions, a day: EventBridge loses one event in a hundred, and all of three regions without spokes.</summary>
public sealed class SimulatedDayTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(85);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Every_lost_root_event_is_told_in_time_and_none_twice()
    {
        var time = new FakeTimeProvider(TestData.Morning);
        var store = new InMemoryIncidentStore(time);
        var organization = new SimulatedOrganization(time, usesPerAccount: 8);
        await using var bridge = new AskingBridge(time, store, organization, ("Heartbeat:Expected:0", "100000000000/us-east-1"));
        bridge.Pause = organization.PassAsync;
        organization.BringTo(bridge.Get<Ledger>(), bridge.Get<DeliveryLedger>(), bridge.Get<Notifier>());

        // Two hours longer, for what happens at the day's end.
        for (var end = TestData.Morning.AddHours(26); time.GetUtcNow() < end;)
        {
            await bridge.RunAsync();
            await organization.PassAsync(Minute);
        }

        var told = bridge.Channel.Received.Where(received => received.Message is Alert).ToLookup(received => ((Alert)received.Message).Finding.Record.EventId, StringComparer.Ordinal);
        foreach (var use in organization.Uses)
        {
            told[use.EventId].Count().ShouldBe(1, use.ToString());
        }

        var lost = organization.Uses.Where(use => use.IsLost).ToList();
        var delays = lost.Select(use => told[use.EventId].Single().At - FoundEarliest(use)).ToList();
        delays.Max().ShouldBeLessThan(Deadline);
        var found = (await bridge.Get<ReconciledAccounts>().AllAsync(TestContext.Current.CancellationToken)).Sum(account => account.Regions.Sum(region => region.Found));
        found.ShouldBe(lost.Count);
        told.SelectMany(messages => messages).Count(message => ((Alert)message.Message).Finding.Record.FoundInHistory is not null).ShouldBe(lost.Count);

        organization.ShortestPause.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(500), "AWS allows two requests a second");
        var own = organization.History.Requests - organization.RequestsOfOthers;
        output.WriteLine($"{organization.Uses.Count} root events, {lost.Count} of them lost and found, at the latest {delays.Max().TotalMinutes:F0} minutes after they appeared; {own} requests in 26 hours, {own / 26.0 / SimulatedOrganization.Accounts:F0} an account and hour, {organization.History.ThrottledRequests} throttled.");
        lost.Count.ShouldBeGreaterThan(500);
    }

    private static DateTimeOffset FoundEarliest(RootUse use) =>
        SimulatedOrganization.Denied.Contains(use.Account) && use.Appears >= SimulatedOrganization.DeniedFrom - Deadline && use.Appears < SimulatedOrganization.DeniedTo ? SimulatedOrganization.DeniedTo : use.Appears;
}
