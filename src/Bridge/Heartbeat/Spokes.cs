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

    /// <summary>When any heartbeat last reached this process, UTC.</summary>
    public DateTimeOffset? LastHeard { get; private set; }

    /// <summary>Takes a heartbeat; what is to be told because of it is leased to the caller.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<IReadOnlyList<Delivery>> HearAsync(string account, string region, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        LastHeard = now;
        var known = await store.FindAsync(Partition, KeyOf(account, region), cancellationToken) is { } entry ? Of(entry) : null;
        var due = known is { IsSilent: true } ? await deliveries.PostAsync(Back(known, now), cancellationToken) : [];
        await store.TryWriteAsync(Partition, [Change.Set(KeyOf(account, region), Json(new Spoke(account, region, now)))], cancellationToken);
        return due;
    }

    /// <summary>Makes due what is to be told of spokes that have fallen silent.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<IReadOnlyList<Delivery>> SweepAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        List<Delivery> due = [];
        foreach (var entry in await store.QueryAsync(Partition, string.Empty, cancellationToken))
        {
            var spoke = Of(entry);
            if (!spoke.IsSilent && now - spoke.Last > options.Value.Outage)
            {
                due.AddRange(await deliveries.PostAsync(Silent(spoke), cancellationToken));

                // Should it be heard at this moment, it is not silent after all, and the next sweep sees it so.
                await store.TryWriteAsync(Partition, [Change.Replace(entry, Json(spoke with { IsSilent = true }))], cancellationToken);
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
