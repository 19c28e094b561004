using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;
using RootWatch.Bridge.Incidents;
using RootWatch.Bridge.Incidents.Messages;
using RootWatch.Detection;

namespace RootWatch.Bridge.Heartbeat;

/// <summary>Which spokes are heard. One that falls silent is told once, and once more when it is back.</summary>
public sealed class Spokes(IIncidentStore store, Deliveries deliveries, IOptions<HeartbeatOptions> options, TimeProvider time)
{
    private const string Partition = "spokes";
    private const string OneProcessAlone = "The ledger does not answer, so one process of RootWatch says this alone; another may have heard otherwise.";

    // As the ledger last said, or as this process heard since.
    private readonly ConcurrentDictionary<string, Spoke> _known = new(StringComparer.Ordinal);

    // Heard here, and not yet in the ledger.
    private readonly ConcurrentDictionary<string, Spoke> _unrecorded = new(StringComparer.Ordinal);

    // Since when heartbeats have reached this process without a longer break, UTC: whoever hears nobody can say of nobody that they are silent.
    private DateTimeOffset _hearingSince;

    /// <summary>When any heartbeat last reached this process, UTC.</summary>
    public DateTimeOffset? LastHeard { get; private set; }

    /// <summary>Takes a heartbeat; what is to be told because of it is leased to the caller.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer; it is written down later.</exception>
    public async Task<IReadOnlyList<Delivery>> HearAsync(string account, string region, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        _hearingSince = now - LastHeard <= options.Value.Outage ? _hearingSince : now;
        LastHeard = now;
        var (key, spoke) = (KeyOf(account, region), new Spoke(account, region, now));
        _unrecorded[key] = spoke;
        return await RecordAsync(key, spoke, cancellationToken);
    }

    /// <summary>What is to be told of spokes that fell silent or are back, as far as this process knows without the ledger: each once.</summary>
    public IReadOnlyList<Notice> WithoutLedger()
    {
        List<Notice> due = [];
        foreach (var (key, heard) in _unrecorded)
        {
            if (_known.TryGetValue(key, out var known) && known.IsSilent)
            {
                due.Add(Alone(Back(known, heard.Last)));
            }

            _known[key] = heard;
        }

        var now = time.GetUtcNow();
        foreach (var (key, spoke) in _known.Where(known => !known.Value.IsSilent && now - Later(known.Value.Last, _hearingSince) > options.Value.Outage))
        {
            due.Add(Alone(Silent(spoke)));
            _known[key] = spoke with { IsSilent = true };
        }

        return due;
    }

    /// <summary>Makes due what is to be told of spokes that have fallen silent.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<IReadOnlyList<Delivery>> SweepAsync(CancellationToken cancellationToken)
    {
        List<Delivery> due = [];
        foreach (var (key, heard) in _unrecorded)
        {
            due.AddRange(await RecordAsync(key, heard, cancellationToken));
        }

        var now = time.GetUtcNow();
        foreach (var entry in await store.QueryAsync(Partition, string.Empty, cancellationToken))
        {
            var spoke = Of(entry);
            _known[entry.Key] = spoke;
            if (!spoke.IsSilent && now - spoke.Last > options.Value.Outage)
            {
                due.AddRange(await deliveries.PostAsync(Silent(spoke), cancellationToken));

                // Should it be heard at this moment, it is not silent after all, and the next sweep sees it so.
                var silent = spoke with { IsSilent = true };
                await store.TryWriteAsync(Partition, [Change.Replace(entry, Json(silent))], cancellationToken);
                _known[entry.Key] = silent;
            }
        }

        return due;
    }

    /// <summary>How every spoke stands that was heard once or is expected.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<IReadOnlyList<Coverage>> CoverageAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var heard = (await store.QueryAsync(Partition, string.Empty, cancellationToken)).Select(Of).ToList();
        var missing = options.Value.Expected.Select(spoke => spoke.Split('/')).Where(spoke => !heard.Exists(other => other.Account == spoke[0] && other.Region == spoke[1]));
        return
        [
            .. heard.Select(spoke => new Coverage(spoke.Account, spoke.Region, now - spoke.Last > options.Value.Outage ? CoverageState.Silent : CoverageState.Alive, spoke.Last))
                .Concat(missing.Select(spoke => new Coverage(spoke[0], spoke[1], CoverageState.NeverHeard, Last: null)))
                .OrderBy(spoke => spoke.Account, StringComparer.Ordinal).ThenBy(spoke => spoke.Region, StringComparer.Ordinal),
        ];
    }

    private async Task<IReadOnlyList<Delivery>> RecordAsync(string key, Spoke heard, CancellationToken cancellationToken)
    {
        var known = await store.FindAsync(Partition, key, cancellationToken) is { } entry ? Of(entry) : null;
        var due = known is { IsSilent: true } ? await deliveries.PostAsync(Back(known, heard.Last), cancellationToken) : [];
        await store.TryWriteAsync(Partition, [Change.Set(key, Json(heard))], cancellationToken);
        _known[key] = heard;
        _unrecorded.TryRemove(KeyValuePair.Create(key, heard));
        return due;
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static Notice Alone(Notice notice) => notice with { Lines = notice.Lines.Add(OneProcessAlone) };

    private static string KeyOf(string account, string region) => $"{account}|{region}";

    private static Spoke Of(StoredEntry entry) => Ledger.Read(entry.Content, HeartbeatJson.Default.Spoke);

    private static byte[] Json(Spoke spoke) => JsonSerializer.SerializeToUtf8Bytes(spoke, HeartbeatJson.Default.Spoke);

    internal static Notice Silent(Spoke spoke) =>
        Of(
            NoticeKind.SpokeSilent,
            spoke,
            Severity.High,
            "No heartbeat comes any more: root use there would not be noticed.",
            [],
            ["Look at the heartbeat's schedule, the rules and the roles in that account and region, and at the bus they forward to."]);

    internal static Notice Back(Spoke spoke, DateTimeOffset now) =>
        Of(
            NoticeKind.SpokeBack,
            spoke,
            Severity.Informational,
            "Heartbeats come again.",
            [new("Back since", Notices.Utc(now))],
            ["EventBridge delivers for 24 hours what it could not; for a longer silence look into CloudTrail."])
        with
        { Number = 2 };

    // Both of one outage share its name, so each is told once.
    private static Notice Of(NoticeKind kind, Spoke spoke, Severity severity, string title, IEnumerable<Fact> facts, IEnumerable<string> lines) =>
        new(
            kind,
            $"system-spoke-{spoke.Account}-{spoke.Region}-{spoke.Last.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture)}",
            severity,
            title,
            [new("Account", spoke.Account), new("Region", spoke.Region), new("Last heard", Notices.Utc(spoke.Last)), .. facts],
            [.. lines])
        { Account = spoke.Account };
}
