using RootWatch.Bridge.Incidents;
using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.Policy;

namespace RootWatch.Bridge.Tests.Incidents;

public sealed class InMemoryIncidentStoreTests
{
    private static readonly string[] Channels = ["sns", "teams"];
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(20);

    private readonly FakeTimeProvider _time = new(A.Morning);
    private readonly InMemoryIncidentStore _store;

    public InMemoryIncidentStoreTests() => _store = new InMemoryIncidentStore(_time, DetectionPolicy.None, AccountProfiles.None);

    [Fact]
    public async Task News_makes_one_delivery_due_for_each_channel()
    {
        var recorded = await RecordAsync(A.Record());

        recorded.IsNews.ShouldBeTrue();
        recorded.Deliveries.Select(delivery => (delivery.Channel, delivery.State)).ShouldBe([("sns", DeliveryState.Due), ("teams", DeliveryState.Due)]);
    }

    [Fact]
    public async Task The_same_event_again_changes_nothing()
    {
        await RecordAsync(A.Record("e1"));

        var again = await RecordAsync(A.Record("e1"));

        again.Incident.Findings.ShouldBe(1);
        again.Deliveries.Count.ShouldBe(2);
    }

    [Fact]
    public async Task The_same_event_again_shows_what_has_been_sent()
    {
        var recorded = await RecordAsync(A.Record("e1"));
        await _store.SettleAsync(recorded.Deliveries[0] with { State = DeliveryState.Sent, Proof = "p" }, TestContext.Current.CancellationToken);

        var again = await RecordAsync(A.Record("e1"));

        again.Deliveries.Select(delivery => delivery.State).ShouldBe([DeliveryState.Sent, DeliveryState.Due]);
    }

    [Fact]
    public async Task No_news_makes_nothing_due() =>
        (await RecordAsync(A.Record() with { Identity = RootIdentity.AwsSupport, EventName = "CreateUser" })).Deliveries.ShouldBeEmpty();

    [Fact]
    public async Task A_delivery_is_leased_to_one_alone()
    {
        var delivery = (await RecordAsync(A.Record())).Deliveries[0];

        (await LeaseAsync(delivery)).ShouldNotBeNull();
        (await LeaseAsync(delivery)).ShouldBeNull();
    }

    [Fact]
    public async Task A_sent_delivery_is_never_leased_again()
    {
        var delivery = (await RecordAsync(A.Record())).Deliveries[0];
        await _store.SettleAsync(delivery with { State = DeliveryState.Sent }, TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromHours(1));

        (await LeaseAsync(delivery)).ShouldBeNull();
    }

    [Fact]
    public async Task A_lease_that_expired_may_have_been_sent()
    {
        var delivery = (await RecordAsync(A.Record())).Deliveries[0];
        await LeaseAsync(delivery);
        _time.Advance(Lease);

        (await LeaseAsync(delivery)).ShouldNotBeNull().MayHaveBeenSent.ShouldBeTrue();
    }

    [Fact]
    public async Task Findings_of_one_session_make_one_incident()
    {
        var first = await RecordAsync(A.Record(session: "s"));
        var second = await RecordAsync(A.Record(session: "s", source: "198.51.100.4"));

        second.Incident.Id.ShouldBe(first.Incident.Id);
        second.Incident.Findings.ShouldBe(2);
    }

    [Fact]
    public async Task Two_days_later_an_event_is_forgotten()
    {
        await RecordAsync(A.Record("e1"));
        _time.Advance(TimeSpan.FromHours(49));
        await RecordAsync(A.Record("e2"));

        (await RecordAsync(A.Record("e1"))).IsNews.ShouldBeFalse("its incident told of it");
        await Should.ThrowAsync<KeyNotFoundException>(async () => await _store.DeliveriesOfAsync("e0", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Of_many_who_record_one_event_at_once_one_gets_each_lease()
    {
        var record = A.Record("e1");

        var leases = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(async () =>
        {
            var recorded = await RecordAsync(record);
            return await LeaseAsync(recorded.Deliveries[0]);
        })));

        leases.Count(lease => lease is not null).ShouldBe(1);
    }

    private async Task<RecordedFinding> RecordAsync(RootRecord record) =>
        await _store.RecordAsync(record, _time.GetUtcNow(), Channels, TestContext.Current.CancellationToken);

    private async Task<Delivery?> LeaseAsync(Delivery delivery) =>
        await _store.TryLeaseAsync(delivery, Lease, TestContext.Current.CancellationToken);
}
