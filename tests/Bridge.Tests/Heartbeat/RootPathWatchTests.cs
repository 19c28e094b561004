using RootWatch.Bridge.Heartbeat;
using RootWatch.Bridge.Messages;
using RootWatch.Detection;

namespace RootWatch.Bridge.Tests.Heartbeat;

/// <summary>Heartbeats of the spokes do not prove the way of root's events: the hub's own, through the rule for root, do.</summary>
public sealed class RootPathWatchTests
{
    private static readonly SpokeId Hub = new("999988887777", "eu-central-1");

    private static readonly SpokeId Other = new("999988887777", "eu-west-1");

    private readonly SilenceWatch _watch = new(new HeartbeatInterval(TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(1)), SilenceNotices.Heartbeats(TestData.RedriveAdvice()));
    private readonly List<(DateTimeOffset At, Notice Notice)> _told = [];
    private readonly SpokesOfTests _spokes = new(accounts: 20, regions: 3, TestData.Morning);
    private DateTimeOffset _now = TestData.Morning;
    private DateTimeOffset? _hub;
    private DateTimeOffset? _other;
    private SilenceWatchState _state = new();

    [Fact]
    public void While_it_comes_nothing_is_told()
    {
        Run(minutes: 300, hub: true);

        _told.ShouldBeEmpty();
    }

    [Fact]
    public void A_hub_that_never_sent_one_is_not_missed()
    {
        Run(minutes: 300, hub: false);

        _told.ShouldBeEmpty();
    }

    [Fact]
    public void Three_periods_and_a_minute_without_it_are_told_once_and_its_return_once()
    {
        Run(minutes: 60, hub: true);
        var last = _hub!.Value;
        Run(minutes: 600, hub: false);

        var (at, notice) = _told.ShouldHaveSingleItem();
        (at - last).ShouldBeInRange(TimeSpan.FromMinutes(16), TimeSpan.FromMinutes(17));
        (notice.Kind, notice.Severity, notice.Account).ShouldBe((NoticeKind.RootPathSilent, Severity.High, null));
        notice.Title.ShouldBe("Root's events may not reach RootWatch. Other heartbeats arrive, but the hub's own heartbeat through the rule for root has been missing since 2026-11-20 10:00 UTC.");
        notice.Facts.ShouldContain(new Fact("Hub", "999988887777/eu-central-1"));
        string.Join(' ', notice.Lines).ShouldContain("rootwatch-root-activity");

        Run(minutes: 60, hub: true);
        _told.Select(told => (told.Notice.Kind, told.Notice.Number, told.Notice.Topic)).ShouldBe([(NoticeKind.RootPathSilent, 1, notice.Topic), (NoticeKind.RootPathBack, 2, notice.Topic)]);
    }

    [Fact]
    public void What_lasts_is_told_again_every_day()
    {
        Run(minutes: 60, hub: true);
        Run(minutes: (2 * 1440) + 60, hub: false);

        _told.Select(told => told.Notice.Number).ShouldBe([1, 2, 3]);
        (_told[1].At - _told[0].At).ShouldBe(TimeSpan.FromDays(1));
        _told[1].Notice.Title.ShouldStartWith("Root's events may still not reach RootWatch");
        _told.Select(told => told.Notice.Topic).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public void Another_silence_later_is_told_again()
    {
        foreach (var _ in Enumerable.Range(0, 2))
        {
            Run(minutes: 60, hub: true);
            Run(minutes: 60, hub: false);
        }

        _told.Select(told => told.Notice.Kind).ShouldBe([NoticeKind.RootPathSilent, NoticeKind.RootPathBack, NoticeKind.RootPathSilent]);
        _told[2].Notice.Topic.ShouldNotBe(_told[0].Notice.Topic);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(9)]
    [InlineData(13)]
    [InlineData(45)]
    [InlineData(1440 + 120)]
    public void Where_everything_is_silent_the_common_message_is_enough(int minutes)
    {
        Run(minutes: 61, hub: true);
        _spokes.Outages.Add((_now, _now.AddMinutes(minutes), TimeSpan.FromMinutes(minutes > 20 ? 20 : 0)));
        Run(minutes, hub: false);
        Run(minutes: 120, hub: true);

        _told.ShouldAllBe(told => told.Notice.Kind == NoticeKind.SpokeSilent || told.Notice.Kind == NoticeKind.SpokeBack);
        _told.Count.ShouldBe(minutes > 1440 ? 3 : minutes > 16 ? 2 : 0);
    }

    [Fact]
    public void Where_all_come_back_but_it_that_is_told_besides()
    {
        Run(minutes: 60, hub: true);
        _spokes.Outages.Add((_now, _now.AddMinutes(45), TimeSpan.Zero));
        Run(minutes: 45, hub: false);
        Run(minutes: 60, hub: false);

        _told.Select(told => told.Notice.Kind).ShouldBe([NoticeKind.SpokeSilent, NoticeKind.SpokeBack, NoticeKind.RootPathSilent]);
    }

    [Fact]
    public void A_bridge_that_was_away_does_not_miss_what_it_did_not_hear()
    {
        Run(minutes: 60, hub: true);
        _now = _now.AddMinutes(301);
        Run(minutes: 4, hub: false);
        Run(minutes: 60, hub: true);

        _told.ShouldBeEmpty();
    }

    [Fact]
    public void It_is_no_sign_of_life_of_a_spoke()
    {
        Run(minutes: 60, hub: true);
        _spokes.Outages.Add((_now, _now.AddDays(1), TimeSpan.Zero));
        Run(minutes: 60, hub: true);

        _told.ShouldHaveSingleItem().Notice.Title.ShouldStartWith("No heartbeat has arrived from anywhere since");
    }

    [Fact]
    public void A_hub_that_another_took_the_place_of_is_told_once()
    {
        Run(minutes: 60, hub: true);
        _other = _now;
        Run(minutes: 3 * 1440, hub: false);

        _told.ShouldHaveSingleItem().Notice.Facts[0].Value.ShouldBe("999988887777/eu-central-1");
    }

    [Fact]
    public void A_hub_that_is_forgotten_is_missed_no_more()
    {
        Run(minutes: 60, hub: true);
        Run(minutes: 60, hub: false);
        _hub = null;
        Run(minutes: 3 * 1440, hub: false);

        _told.ShouldHaveSingleItem();
        _state.RootPaths.ShouldBeEmpty();
    }

    private void Run(int minutes, bool hub)
    {
        foreach (var _ in Enumerable.Range(0, minutes))
        {
            _now = _now.AddMinutes(1);
            _hub = hub && _now.Minute % 5 == 0 ? _now : _hub;
            _other = _other is not null && _now.Minute % 5 == 2 ? _now : _other;
            IReadOnlyList<SignOfLife> hubs = [.. new[] { (Hub, Last: _hub), (Other, Last: _other) }.Where(hub => hub.Last is not null).Select(hub => new SignOfLife(hub.Item1, hub.Last!.Value))];
            (_state, var notices) = _watch.Look(_state, _spokes.HeardBy(_now), new ListeningState { RootPaths = hubs }, _now);
            _told.AddRange(notices.Select(notice => (_now, notice)));
        }
    }
}
