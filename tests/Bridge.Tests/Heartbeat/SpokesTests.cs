using Microsoft.Extensions.Options;
using RootWatch.Bridge.Heartbeat;
using RootWatch.Bridge.Messages;
using RootWatch.Bridge.Notifications;
using RootWatch.Bridge.Storage;
using RootWatch.Bridge.Storage.AzureTables;

namespace RootWatch.Bridge.Tests.Heartbeat;

/// <summary>What processes hear is one picture in the ledger.</summary>
public sealed class SpokesTests
{
    private static readonly SpokeId Spoke = new("111122223333", "eu-central-1");
    private static readonly SpokeId Other = new("444455556666", "eu-central-1");

    private readonly FakeTimeProvider _time = new(TestData.Morning);
    private readonly CountingStore _store;

    public SpokesTests() => _store = new CountingStore(new InMemoryIncidentStore(_time));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_sweep_of_170_000_spokes_takes_few_calls()
    {
        var spokes = Process();
        foreach (var account in Enumerable.Range(1, 10_000))
        {
            foreach (var region in Enumerable.Range(1, 17))
            {
                spokes.Hear(new SpokeId($"{account:D12}", $"eu-test-{region}"));
            }
        }

        await spokes.SweepAsync(Cancellation);
        _store.Calls.ShouldBeLessThanOrEqualTo(50);

        _store.Calls = 0;
        spokes.Hear(Spoke);
        await spokes.SweepAsync(Cancellation);
        _store.Calls.ShouldBeLessThanOrEqualTo(10);
        _store.Largest.ShouldBeLessThan(2_000_000, "a row holds 1 MiB of it, compressed");
        (await Process().CoverageAsync(Cancellation)).Count(spoke => spoke.State == CoverageState.Alive).ShouldBe(170_001);
    }

    [Fact]
    public async Task What_several_processes_hear_is_merged()
    {
        var (one, other) = (Process(), Process());
        one.Hear(Spoke);
        other.Hear(Other);
        await one.SweepAsync(Cancellation);
        await other.SweepAsync(Cancellation);
        _time.Advance(TimeSpan.FromMinutes(1));
        other.Hear(Spoke);
        one.HearCloudTrail(Spoke);
        await other.SweepAsync(Cancellation);
        await one.SweepAsync(Cancellation);

        var coverage = await Process().CoverageAsync(Cancellation);

        coverage.ShouldBe(
            [
                new(Spoke.Account, Spoke.Region, CoverageState.Alive, TestData.Morning.AddMinutes(1), CoverageState.Alive, TestData.Morning.AddMinutes(1)),
                new(Other.Account, Other.Region, CoverageState.Alive, TestData.Morning),
            ]);
    }

    [Fact]
    public async Task What_one_process_tells_another_does_not()
    {
        var (one, other) = (Process(), Process());
        List<Delivery> told = [];
        foreach (var minute in Enumerable.Range(0, 40))
        {
            one.Hear(Spoke);
            if (minute < 5)
            {
                other.Hear(Other);
            }

            told.AddRange((await Task.WhenAll(one.SweepAsync(Cancellation), other.SweepAsync(Cancellation))).SelectMany(due => due));
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        told.ShouldHaveSingleItem().Message.ShouldBeOfType<Notice>().Account.ShouldBe(Other.Account);
    }

    [Fact]
    public async Task Without_the_ledger_a_process_that_hears_nobody_says_nothing()
    {
        var (hearing, timers) = (Process(), Process());
        await PlayAsync(hearing, minutes: 10, Spoke, Other);
        await timers.SweepAsync(Cancellation);

        List<Notice> told = [];
        foreach (var _ in Enumerable.Range(0, 10))
        {
            _time.Advance(TimeSpan.FromMinutes(3));
            hearing.Hear(Spoke);
            told.AddRange(hearing.WithoutLedger());
            timers.WithoutLedger().ShouldBeEmpty();
        }

        told.ShouldHaveSingleItem().Account.ShouldBe(Other.Account);
    }

    [Fact]
    public async Task What_EventBridge_brings_hours_late_is_no_sign_of_life()
    {
        var spokes = Process();
        foreach (var minute in Enumerable.Range(0, 8).Select(number => 5 * number))
        {
            spokes.Hear(Spoke, TestData.Morning.AddMinutes(minute));
            spokes.Hear(Other, minute < 10 ? TestData.Morning.AddMinutes(minute) : TestData.Morning.AddHours(-3));
            (await spokes.SweepAsync(Cancellation)).Count.ShouldBe(minute == 25 ? 1 : 0, minute.ToString(System.Globalization.CultureInfo.InvariantCulture));
            _time.Advance(TimeSpan.FromMinutes(5));
        }

        (await spokes.CoverageAsync(Cancellation)).Select(spoke => spoke.State).ShouldBe([CoverageState.Alive, CoverageState.Silent]);
    }

    [Fact]
    public async Task A_clock_that_differs_from_AWSs_makes_nobody_old()
    {
        var spokes = Process();
        foreach (var clock in new[] { -5, 5, -2 })
        {
            spokes.Hear(Spoke, _time.GetUtcNow().AddHours(clock));
            spokes.Hear(Other, sent: null);
            await spokes.SweepAsync(Cancellation);
        }

        (await spokes.CoverageAsync(Cancellation)).ShouldAllBe(spoke => spoke.State == CoverageState.Alive);
    }

    [Fact]
    public async Task A_restart_forgets_nothing_and_calls_nobody_silent()
    {
        var told = await PlayAsync(Process(), minutes: 20, Spoke, Other);
        _time.Advance(TimeSpan.FromHours(3));

        told.AddRange(await PlayAsync(Process(), minutes: 20, Spoke, Other));

        told.ShouldBeEmpty();
    }

    [Fact]
    public async Task CloudTrail_that_stops_is_told_though_heartbeats_come()
    {
        var spokes = Process();
        spokes.HearCloudTrail(Spoke);
        var told = await PlayAsync(spokes, minutes: 3 * 1440, Spoke, Other);
        told.ShouldBeEmpty("three days and some hours are an outage");

        told.AddRange(await PlayAsync(spokes, minutes: 400, Spoke, Other));

        told.Select(delivery => delivery.Message).OfType<Notice>().Select(notice => (notice.Kind, notice.Title[..16])).ShouldBe([(NoticeKind.CloudTrailSilent, "No CloudTrail ev")]);
        spokes.HearCloudTrail(Spoke);
        (await spokes.SweepAsync(Cancellation)).ShouldHaveSingleItem().Message.ShouldBeOfType<Notice>().Kind.ShouldBe(NoticeKind.CloudTrailBack);
    }

    [Fact]
    public async Task A_spoke_that_is_silent_altogether_is_told_once_and_not_for_CloudTrail_too()
    {
        var spokes = Process();
        spokes.HearCloudTrail(Spoke);
        spokes.HearCloudTrail(Other);
        var told = await PlayAsync(spokes, minutes: 20, Spoke, Other);
        told.AddRange(await PlayAsync(spokes, minutes: 5 * 1440, Other, probed: true));
        told.ShouldHaveSingleItem();

        told.AddRange(await PlayAsync(spokes, minutes: 1440, Spoke, Other));

        told.Select(delivery => ((Notice)delivery.Message).Kind).ShouldBe([NoticeKind.SpokeSilent, NoticeKind.SpokeBack]);
    }

    [Fact]
    public async Task The_hubs_heartbeat_through_the_rule_for_root_is_not_its_spokes()
    {
        var spokes = Process();
        List<Delivery> told = [];
        foreach (var minute in Enumerable.Range(0, 10).Select(number => 5 * number))
        {
            spokes.Hear(Spoke);
            spokes.HearRootPath(Other);
            if (minute == 0)
            {
                spokes.Hear(Other);
            }

            told.AddRange(await spokes.SweepAsync(Cancellation));
            _time.Advance(TimeSpan.FromMinutes(5));
        }

        told.ShouldHaveSingleItem().Message.ShouldBeOfType<Notice>().Account.ShouldBe(Other.Account);
        var hub = (await Process().CoverageAsync(Cancellation)).Single(spoke => spoke.Account == Other.Account);
        (hub.State, hub.RootPath, hub.RootPathLast).ShouldBe((CoverageState.Silent, CoverageState.Alive, _time.GetUtcNow().AddMinutes(-5)));
    }

    [Fact]
    public async Task What_proves_the_way_of_roots_events_is_one_picture_of_all_processes()
    {
        var (one, other) = (Process(), Process());
        List<Delivery> told = [];
        foreach (var minute in Enumerable.Range(0, 80))
        {
            one.Hear(Spoke);
            if (minute < 30 && minute % 5 == 0)
            {
                other.HearRootPath(Other);
            }

            told.AddRange((await Task.WhenAll(one.SweepAsync(Cancellation), other.SweepAsync(Cancellation))).SelectMany(due => due));
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        told.ShouldHaveSingleItem().Message.ShouldBeOfType<Notice>().Kind.ShouldBe(NoticeKind.RootPathSilent);
    }

    [Fact]
    public async Task A_heartbeat_through_the_rule_for_root_that_comes_hours_late_proves_nothing_of_now()
    {
        var spokes = Process();
        foreach (var minute in Enumerable.Range(0, 12).Select(number => 5 * number))
        {
            spokes.Hear(Spoke, _time.GetUtcNow());
            spokes.HearRootPath(Other, minute < 20 ? _time.GetUtcNow() : _time.GetUtcNow().AddHours(-2));
            (await spokes.SweepAsync(Cancellation)).Count.ShouldBe(minute == 35 ? 1 : 0, minute.ToString(System.Globalization.CultureInfo.InvariantCulture));
            _time.Advance(TimeSpan.FromMinutes(5));
        }
    }

    [Fact]
    public async Task A_spoke_that_was_taken_down_is_not_missed()
    {
        var options = new HeartbeatOptions { Retired = ["444455556666/eu-central-1"] };
        var spokes = Process(options);
        await PlayAsync(spokes, minutes: 10, Spoke, Other);

        (await PlayAsync(spokes, minutes: 60, Spoke)).ShouldBeEmpty();
        (await spokes.CoverageAsync(Cancellation)).ShouldHaveSingleItem().Account.ShouldBe(Spoke.Account);
    }

    private Task<List<Delivery>> PlayAsync(Spokes spokes, int minutes, params SpokeId[] heard) => PlayAsync(spokes, minutes, heard[0], heard.ElementAtOrDefault(1), probed: false);

    private Task<List<Delivery>> PlayAsync(Spokes spokes, int minutes, SpokeId heard, bool probed) => PlayAsync(spokes, minutes, heard, default, probed);

    private async Task<List<Delivery>> PlayAsync(Spokes spokes, int minutes, SpokeId heard, SpokeId also, bool probed)
    {
        List<Delivery> due = [];
        foreach (var minute in Enumerable.Range(0, minutes).Where(minute => minute % 5 == 0))
        {
            spokes.Hear(heard);
            if (also != default)
            {
                spokes.Hear(also);
            }

            if (probed && minute % 1440 == 0)
            {
                spokes.HearCloudTrail(heard);
            }

            due.AddRange(await spokes.SweepAsync(Cancellation));
            _time.Advance(TimeSpan.FromMinutes(5));
        }

        return due;
    }

    private Spokes Process(HeartbeatOptions? options = null) =>
        new(_store, new TestLedger(_store, _time, "sns").Deliveries, Options.Create(options ?? new HeartbeatOptions()), Options.Create(new LedgerOptions()), TestData.RedriveAdvice(), _time);

    private sealed class CountingStore(IIncidentStore store) : IIncidentStore
    {
        public int Calls { get; set; }

        public int Largest { get; private set; }

        public Task<StoredEntry?> FindAsync(string partition, string key, CancellationToken cancellationToken) => Count(store.FindAsync(partition, key, cancellationToken));

        public Task<IReadOnlyList<StoredEntry>> QueryAsync(string partition, string keyPrefix, CancellationToken cancellationToken) => Count(store.QueryAsync(partition, keyPrefix, cancellationToken));

        public Task<IReadOnlyList<string>?> TryWriteAsync(string partition, IReadOnlyList<EntryChange> changes, CancellationToken cancellationToken)
        {
            Largest = Math.Max(Largest, changes.Max(change => change.Content?.Length ?? 0));
            return Count(store.TryWriteAsync(partition, changes, cancellationToken));
        }

        public Task<int> ForgetAsync(DateTimeOffset writtenBefore, CancellationToken cancellationToken) => Count(store.ForgetAsync(writtenBefore, cancellationToken));

        private T Count<T>(T called)
        {
            Calls++;
            return called;
        }
    }
}
