using RootWatch.Bridge.Heartbeat;
using RootWatch.Bridge.Messages;
using RootWatch.Detection;

namespace RootWatch.Bridge.Tests.Heartbeat;

/// <summary>Silence that is everybody's is told as that, and nobody is called silent who only was not heard.</summary>
public sealed class SilenceWatchTests
{
    // Three periods and a minute are one.
    private static readonly TimeSpan TwoOutages = TimeSpan.FromMinutes(32);

    private readonly SilenceWatch _watch = new(new HeartbeatInterval(TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(1)), SilenceNotices.Heartbeats(TestData.RedriveAdvice()));
    private readonly List<(DateTimeOffset At, Notice Notice)> _told = [];
    private readonly Dictionary<SpokeId, DateTimeOffset> _silent = [];
    private DateTimeOffset _now = TestData.Morning;
    private SilenceWatchState _state = new();

    public static TheoryData<int, int, bool> Outages()
    {
        var data = new TheoryData<int, int, bool>();
        foreach (var minutes in new[] { 1, 4, 6, 9, 11, 16, 20, 45, 1440 })
        {
            foreach (var rolling in minutes < 1440 ? new[] { 0, 20 } : [20])
            {
                data.Add(minutes, rolling, true);
                data.Add(minutes, rolling, false);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Outages))]
    public void After_a_common_outage_only_the_dead_are_silent(int minutes, int rolling, bool isBridgeUp)
    {
        var spokes = new SpokesOfTests(accounts: 100, regions: 15, _now);
        Run(spokes, minutes: 60);
        _told.ShouldBeEmpty();
        var from = _now.AddSeconds(17);
        var to = from.AddMinutes(minutes);
        spokes.Outages.Add((from, to, TimeSpan.FromMinutes(rolling)));
        foreach (var index in new[] { 3, 444, 1234 })
        {
            spokes.Deaths[spokes[index]] = from.AddSeconds(index % 60);
        }

        Run(spokes, minutes, isBridgeUp);
        Run(spokes, minutes: 120);

        _silent.Keys.ShouldBe(spokes.Deaths.Keys, ignoreOrder: true);
        _silent.Values.ShouldAllBe(at => at <= to + TwoOutages);
        _told.Count.ShouldBeLessThanOrEqualTo(5);
        _told.ShouldAllBe(told => told.Notice.Severity == Severity.High, "some are missing");
    }

    [Theory]
    [InlineData(1, 1, 60)]
    [InlineData(2, 1, 60)]
    [InlineData(3, 1, 16)]
    [InlineData(3, 1, 11)]
    [InlineData(3, 1, 6)]
    [InlineData(5, 4, 90)]
    [InlineData(5, 4, 9)]
    public void A_few_spokes_that_have_the_same_minute_are_no_exception(int accounts, int regions, int minutes)
    {
        var spokes = new SpokesOfTests(accounts, regions, _now, areTogether: true);
        Run(spokes, minutes: 61);
        spokes.Outages.Add((_now, _now.AddMinutes(minutes), TimeSpan.Zero));

        Run(spokes, minutes: 200);

        _silent.ShouldBeEmpty();
        _told.Count.ShouldBe(minutes >= 16 ? 2 : 0);
    }

    [Fact]
    public void One_of_a_few_that_have_the_same_minute_is_missed()
    {
        var spokes = new SpokesOfTests(accounts: 3, regions: 1, _now, areTogether: true);
        spokes.Deaths[spokes[1]] = _now.AddMinutes(61);

        Run(spokes, minutes: 61 + 30);

        _silent.Keys.ShouldBe([spokes[1]]);
        _told.ShouldHaveSingleItem().Notice.Account.ShouldBe("000000000002");
    }

    [Fact]
    public void A_silence_of_all_is_told_once_and_reminded_of_daily()
    {
        var spokes = new SpokesOfTests(accounts: 20, regions: 3, _now);
        spokes.Outages.Add((_now.AddMinutes(60), _now.AddDays(2.5), TimeSpan.Zero));

        Run(spokes, minutes: 60 + (2 * 1440));

        _told.Select(told => told.Notice.Title[..8]).ShouldBe(["No heart", "Still no"]);
        (_told[1].At - _told[0].At).ShouldBe(TimeSpan.FromDays(1));
        Run(spokes, minutes: 1440);
        _told.Count.ShouldBe(4, "a second reminder, and the end");
        _told[^1].Notice.Kind.ShouldBe(NoticeKind.SpokeBack);
        _told[^1].Notice.Title.ShouldContain("60 of 60 spokes are back");
        _told.Select(told => told.Notice.Topic).Distinct().ShouldHaveSingleItem();
        _told.Select(told => told.Notice.Number).ShouldBe([1, 2, 3, 4]);
    }

    [Fact]
    public void A_bridge_that_was_away_does_not_call_silent_what_it_did_not_hear()
    {
        var spokes = new SpokesOfTests(accounts: 1, regions: 1, _now);
        Run(spokes, minutes: 30);
        Run(spokes, minutes: 301, isBridgeUp: false);

        Run(spokes, minutes: 30);

        _told.ShouldBeEmpty();
    }

    [Fact]
    public void A_region_that_falls_silent_is_one_message_and_so_is_its_return()
    {
        var spokes = new SpokesOfTests(accounts: 60, regions: 3, _now);
        foreach (var spoke in spokes.All.Where(spoke => spoke.Region == "eu-test-2"))
        {
            spokes.Deaths[spoke] = _now.AddMinutes(60);
            spokes.Revivals[spoke] = _now.AddMinutes(120);
        }

        Run(spokes, minutes: 90);
        _told.ShouldHaveSingleItem().Notice.Title.ShouldStartWith("All 60 accounts in eu-test-2 no longer send heartbeats");
        Run(spokes, minutes: 60);

        _told.Count.ShouldBe(2);
        _told[1].Notice.Title.ShouldBe("All 60 accounts in eu-test-2 send heartbeats again.");
        (_told[1].Notice.Topic, _told[1].Notice.Number).ShouldBe((_told[0].Notice.Topic, 2));
    }

    [Fact]
    public void An_account_whose_regions_all_fall_silent_is_one_message()
    {
        var spokes = new SpokesOfTests(accounts: 10, regions: 17, _now);
        foreach (var spoke in spokes.All.Where(spoke => spoke.Account == "000000000004"))
        {
            spokes.Deaths[spoke] = _now.AddMinutes(60);
        }

        Run(spokes, minutes: 90);

        var notice = _told.ShouldHaveSingleItem().Notice;
        notice.Title.ShouldStartWith("All 17 regions no longer send heartbeats");
        notice.Account.ShouldBe("000000000004");
    }

    [Fact]
    public void What_falls_silent_at_different_times_is_told_alone()
    {
        var spokes = new SpokesOfTests(accounts: 10, regions: 2, _now);
        spokes.Deaths[spokes[2]] = _now.AddMinutes(60);
        spokes.Deaths[spokes[9]] = _now.AddMinutes(80);

        Run(spokes, minutes: 110);

        _told.Select(told => told.Notice.Account).ShouldBe([spokes[2].Account, spokes[9].Account]);
        _silent.ShouldAllBe(silent => silent.Value <= spokes.Deaths[silent.Key] + TwoOutages);
    }

    [Fact]
    public void Different_spokes_that_die_together_are_named_in_one_message()
    {
        var spokes = new SpokesOfTests(accounts: 100, regions: 15, _now);
        foreach (var index in Enumerable.Range(0, 40))
        {
            spokes.Deaths[spokes[index * 37]] = _now.AddMinutes(60);
        }

        Run(spokes, minutes: 90);

        var notice = _told.ShouldHaveSingleItem().Notice;
        notice.Title.ShouldStartWith("40 spokes no longer send heartbeats");
        var words = string.Join('\n', notice.Facts.Select(fact => $"{fact.Label} {fact.Value}"));
        spokes.Deaths.Keys.ShouldAllBe(spoke => words.Contains(spoke.Account, StringComparison.Ordinal));
    }

    [Fact]
    public void Those_that_return_one_by_one_are_told_together()
    {
        var spokes = new SpokesOfTests(accounts: 60, regions: 3, _now);
        foreach (var (index, spoke) in spokes.All.Where(spoke => spoke.Region == "eu-test-2").Index())
        {
            spokes.Deaths[spoke] = _now.AddMinutes(60);
            spokes.Revivals[spoke] = _now.AddMinutes(120).AddSeconds(20 * index);
        }

        Run(spokes, minutes: 180);

        _told.Select(told => told.Notice.Kind).ShouldBe([NoticeKind.SpokeSilent, NoticeKind.SpokeBack]);
    }

    [Fact]
    public void The_largest_organization_is_watched_like_the_smallest()
    {
        var spokes = new SpokesOfTests(accounts: 10_000, regions: 17, _now);
        Run(spokes, minutes: 12);
        spokes.Outages.Add((_now, _now.AddMinutes(20), TimeSpan.FromMinutes(20)));
        foreach (var index in Enumerable.Range(0, 8))
        {
            spokes.Deaths[spokes[index * 20_011]] = _now;
        }

        Run(spokes, minutes: 50);

        _silent.Keys.ShouldBe(spokes.Deaths.Keys, ignoreOrder: true);
        _told.Count.ShouldBe(2, string.Join('\n', _told.Select(told => $"{told.At} {told.Notice.Title}")));
        _told[1].Notice.Title.ShouldContain("169,992 of 170,000 spokes are back, 8 are still silent.");
    }

    [Fact]
    public void Somebody_who_is_expected_by_name_and_never_heard_is_missed_as_all_are()
    {
        Look([], isAnybodyExpected: true);
        _now = _now.AddMinutes(5);
        Look([], isAnybodyExpected: true);
        _told.ShouldBeEmpty();
        foreach (var _ in Enumerable.Range(0, 20))
        {
            _now = _now.AddMinutes(1);
            Look([], isAnybodyExpected: true);
        }

        _told.ShouldHaveSingleItem().Notice.Title.ShouldStartWith("No heartbeat has arrived from anywhere since");
    }

    [Fact]
    public void Where_nobody_was_ever_heard_nor_is_expected_nothing_is_told()
    {
        foreach (var _ in Enumerable.Range(0, 100))
        {
            Look([]);
            _now = _now.AddMinutes(1);
        }

        _told.ShouldBeEmpty();
    }

    private void Run(SpokesOfTests spokes, int minutes, bool isBridgeUp = true)
    {
        foreach (var _ in Enumerable.Range(0, minutes))
        {
            _now = _now.AddMinutes(1);
            if (isBridgeUp)
            {
                Look(spokes.HeardBy(_now));
            }
        }
    }

    private void Look(IReadOnlyList<SignOfLife> signs, bool isAnybodyExpected = false)
    {
        (_state, var notices) = _watch.Look(_state, signs, new ListeningState(IsAnybodyExpected: isAnybodyExpected), _now);
        _told.AddRange(notices.Select(notice => (_now, notice)));
        foreach (var spoke in _state.Silent.SelectMany(group => group.Spokes()))
        {
            _silent.TryAdd(spoke, _now);
        }
    }
}
