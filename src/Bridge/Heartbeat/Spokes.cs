using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using RootWatch.Bridge.Messages;
using RootWatch.Bridge.Notifications;
using RootWatch.Bridge.Storage;
using RootWatch.Bridge.Storage.AzureTables;

namespace RootWatch.Bridge.Heartbeat;

/// <summary>Which spokes are heard, and through CloudTrail, too. Who falls silent is told once, and once more when it is back.</summary>
public sealed class Spokes
{
    private const string OneProcessAlone = "The ledger does not answer, so one process of RootWatch says this alone; another may have heard otherwise.";

    private static readonly HeartbeatInterval Daily = new(TimeSpan.FromDays(1), TimeSpan.FromHours(6));

    private readonly Lock _lock = new();
    private readonly IOptions<HeartbeatOptions> _options;
    private readonly TimeProvider _time;
    private readonly SpokeTable _heard;
    private readonly SharedSilenceWatch _heartbeats;
    private readonly SharedSilenceWatch _cloudTrail;

    // Taken down on purpose.
    private readonly HashSet<SpokeId> _retired;

    // Heard here, and not yet in the ledger.
    private readonly ConcurrentDictionary<SpokeId, Spoke> _unrecorded = [];

    // As the ledger last said.
    private IReadOnlyDictionary<SpokeId, Spoke> _known = new Dictionary<SpokeId, Spoke>();

    // When the first heartbeat reached this process since it last wrote to the ledger, UTC.
    private DateTimeOffset? _first;

    // Since when heartbeats have reached this process without a longer break, UTC.
    private DateTimeOffset _hearingSince;
    private bool _missedLedger;

    // When the latest heartbeat of all was sent, UTC.
    private DateTimeOffset _lastSent;

    public Spokes(IIncidentStore store, DeliveryLedger deliveries, IOptions<HeartbeatOptions> options, IOptions<LedgerOptions> ledger, RedriveAdvice advice, TimeProvider time)
    {
        (_options, _time) = (options, time);
        _retired = [.. options.Value.Retired.Select(IdOf)];
        _heard = new SpokeTable(store, Interval.Outage, TimeSpan.FromDays(ledger.Value.RetentionDays), time);
        _heartbeats = new SharedSilenceWatch("heartbeats", new SilenceWatch(Interval, SilenceNotices.Heartbeats(advice)), store, deliveries);
        _cloudTrail = new SharedSilenceWatch("cloudtrail", new SilenceWatch(Daily, SilenceNotices.CloudTrail), store, deliveries);
    }

    /// <summary>When a heartbeat of any spoke last reached this process, UTC.</summary>
    public DateTimeOffset? LastHeard { get; private set; }

    private HeartbeatInterval Interval => _options.Value.Interval;

    private ListeningState Listening => new(_first, _missedLedger ? _hearingSince : default, _options.Value.Expected.Count > 0);

    /// <summary>Takes a heartbeat. The next sweep writes it down. One that EventBridge brings hours late proves the way, and not that its spoke still lives.</summary>
    /// <param name="spoke">Whose it is.</param>
    /// <param name="sent">When it was sent, UTC; null where that is not known.</param>
    public void Hear(SpokeId spoke, DateTimeOffset? sent = null)
    {
        var now = _time.GetUtcNow();
        lock (_lock)
        {
            _hearingSince = now - LastHeard < Interval.CommonPause ? _hearingSince : now;
            _first ??= now;
            LastHeard = now;
        }

        if (!IsOld(sent, now))
        {
            Remember(new Spoke(spoke.Account, spoke.Region, now, now));
        }
    }

    /// <summary>Takes the hub's own heartbeat, which came through the rule for root. It says nothing of the spoke in the hub's account and region.</summary>
    /// <param name="hub">The hub's account and region.</param>
    /// <param name="sent">When it was sent, UTC; null where that is not known.</param>
    public void HearRootPath(SpokeId hub, DateTimeOffset? sent = null)
    {
        var now = _time.GetUtcNow();
        if (!IsOld(sent, now))
        {
            Remember(new Spoke(hub.Account, hub.Region) { RootPath = now });
        }
    }

    /// <summary>Takes CloudTrail's record of a spoke's probe. The next sweep writes it down.</summary>
    public void HearCloudTrail(SpokeId spoke) => Remember(new Spoke(spoke.Account, spoke.Region) { CloudTrail = _time.GetUtcNow() });

    /// <summary>Writes down who was heard, and makes due what is to be told of silences.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<IReadOnlyList<Delivery>> SweepAsync(CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        var (unrecorded, listening) = (_unrecorded.ToArray(), Listening);
        _known = await _heard.WriteAsync([.. unrecorded.Select(heard => heard.Value)], cancellationToken);
        foreach (var heard in unrecorded)
        {
            _unrecorded.TryRemove(heard);
        }

        var (state, due) = await _heartbeats.LookAsync(Heartbeats(_known.Values), listening with { RootPaths = RootPaths(_known.Values) }, now, cancellationToken);
        lock (_lock)
        {
            _first = _first == listening.First ? null : _first;
        }

        // While heartbeats are missing, too, that is what is to be told.
        if (state.Common is null)
        {
            var silent = state.Silent.SelectMany(group => group.Spokes()).ToHashSet();
            var probes = _known.Values.Where(spoke => spoke is { CloudTrail: not null, Since: not null } && !silent.Contains(spoke.Id) && !_retired.Contains(spoke.Id)).Select(spoke => new SignOfLife(spoke.Id, spoke.CloudTrail!.Value, spoke.Since!.Value));
            due = [.. due, .. (await _cloudTrail.LookAsync([.. probes], new ListeningState(), now, cancellationToken)).Due];
        }

        _missedLedger = false;
        return due;
    }

    /// <summary>What is to be told of silences, as far as this process knows without the ledger: each once.</summary>
    public IReadOnlyList<Notice> WithoutLedger()
    {
        _missedLedger = true;

        // Whoever hears nobody, as the timer's process in Azure, cannot say of anybody that they are silent.
        if (!(_time.GetUtcNow() - LastHeard < Interval.CommonPause))
        {
            return [];
        }

        IReadOnlyList<Spoke> spokes = [.. Merged(_known.Values.Concat(_unrecorded.Values))];
        return [.. _heartbeats.LookWithoutLedger(Heartbeats(spokes), Listening with { RootPaths = RootPaths(spokes) }, _time.GetUtcNow()).Select(notice => notice with { Lines = notice.Lines.Add(OneProcessAlone) })];
    }

    /// <summary>How every spoke stands that was heard once or is expected.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<IReadOnlyList<Coverage>> CoverageAsync(CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        var spokes = Merged(_options.Value.Expected.Select(IdOf).Select(spoke => new Spoke(spoke.Account, spoke.Region))
            .Concat(await _heard.AllAsync(cancellationToken))
            .Concat(_unrecorded.Values)
            .Where(spoke => !_retired.Contains(spoke.Id)));
        return
        [
            .. spokes.OrderBy(spoke => spoke.Id.ToString(), StringComparer.Ordinal).Select(spoke =>
                new Coverage(spoke.Account, spoke.Region, State(spoke.Last, Interval), spoke.Last, State(spoke.CloudTrail, Daily), spoke.CloudTrail)
                {
                    RootPath = spoke.RootPath is null ? null : State(spoke.RootPath, Interval),
                    RootPathLast = spoke.RootPath,
                }),
        ];

        CoverageState State(DateTimeOffset? last, HeartbeatInterval interval) =>
            last is null ? CoverageState.NeverHeard : now - last < interval.Outage ? CoverageState.Alive : CoverageState.Silent;
    }

    // Compared with the latest that was sent, for the clock here may differ from AWS's.
    private bool IsOld(DateTimeOffset? sent, DateTimeOffset now)
    {
        lock (_lock)
        {
            var isOld = _lastSent - sent >= Interval.Outage;
            _lastSent = sent > _lastSent && sent <= now + Interval.Period ? sent.Value : _lastSent;
            return isOld;
        }
    }

    private IEnumerable<Spoke> Merged(IEnumerable<Spoke> spokes) =>
        spokes.GroupBy(spoke => spoke.Id).Select(same => same.Aggregate((one, other) => one.With(other, Interval.Outage)));

    private void Remember(Spoke heard) => _unrecorded.AddOrUpdate(heard.Id, heard, (_, before) => before.With(heard, Interval.Outage));

    private static SpokeId IdOf(string text) => text.Split('/') is var parts ? new SpokeId(parts[0], parts[1]) : default;

    // A spoke that was taken down says nothing of the hub beside it.
    private static IReadOnlyList<SignOfLife> RootPaths(IEnumerable<Spoke> spokes) => [.. spokes.Where(spoke => spoke.RootPath is not null).Select(spoke => new SignOfLife(spoke.Id, spoke.RootPath!.Value))];

    private IReadOnlyList<SignOfLife> Heartbeats(IEnumerable<Spoke> spokes) => [.. spokes.Where(spoke => spoke.Last is not null && !_retired.Contains(spoke.Id)).Select(spoke => new SignOfLife(spoke.Id, spoke.Last!.Value))];
}
