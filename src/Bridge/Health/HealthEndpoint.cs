using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using RootWatch.Bridge.Heartbeat;
using RootWatch.Bridge.Notifications;
using RootWatch.Bridge.Recording;
using RootWatch.Bridge.Settings;
using RootWatch.Bridge.Storage;
using RootWatch.Bridge.Sweeping;

namespace RootWatch.Bridge.Health;

/// <summary>Says which build runs, and how the ledger, the heartbeats and the channels are.</summary>
public sealed class HealthEndpoint(
    ChannelMonitor monitor, UnusableSettings settings, LedgerMonitor ledgerMonitor, ResilientLedger resilientLedger, Spokes spokes, IIncidentStore store, IOptions<HeartbeatOptions> options, TimeProvider time) : IDisposable
{
    private static readonly string Build =
        typeof(HealthEndpoint).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Replace('+', ' ');

    // Anybody may ask, as often as they like: the ledger is asked now and then.
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _asking = new(1);
    private CachedHealth _known = new(DateTimeOffset.MinValue, LastHeartbeat: null, LastRootPath: null, new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal));

    public async Task<IResult> ReportAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (_known.Until < now && await _asking.WaitAsync(TimeSpan.Zero, cancellationToken))
        {
            try
            {
                _known = await AskAsync(now, cancellationToken);
            }
            finally
            {
                _asking.Release();
            }
        }

        var known = _known;
        var heard = known.LastHeartbeat is null || spokes.LastHeard > known.LastHeartbeat ? spokes.LastHeard : known.LastHeartbeat;
        var ledger = ledgerMonitor.Health with { Unrecorded = resilientLedger.Unrecorded };
        IReadOnlyList<ChannelHealth> channels = [.. monitor.Health.Select(channel => channel with { LastProof = channel.LastProof ?? (known.Proofs.TryGetValue(channel.Name, out var proof) ? proof : null) })];
        var isDegraded = ledger.IsReachable is false || ledger.Unrecorded > 0 || settings.All.Count > 0 || channels.Any(channel => channel is { LastReachable: false } or { Subscribers.AreNone: true }) || now - heard > options.Value.Interval.Outage || now - known.LastRootPath > options.Value.Interval.Outage;
        return Results.Json(new HealthReport(isDegraded ? HealthStatus.Degraded : HealthStatus.Healthy, Build, heard, ledger, channels) { LastRootPathHeartbeat = known.LastRootPath, Settings = settings.All }, HealthJson.Default.HealthReport);
    }

    public void Dispose() => _asking.Dispose();

    private async Task<CachedHealth> AskAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            var proofs = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
            foreach (var channel in monitor.Health)
            {
                if (await Sweep.ProofOf(store, channel.Name).LastAsync(DateTimeOffset.MaxValue, cancellationToken) is { } proof)
                {
                    proofs.Add(channel.Name, proof);
                }
            }

            var coverage = await spokes.CoverageAsync(cancellationToken);
            ledgerMonitor.Answered();
            return new CachedHealth(now + Fresh, coverage.Max(spoke => spoke.Last), coverage.Max(spoke => spoke.RootPathLast), proofs);
        }
        catch (StoreUnavailableException failure)
        {
            ledgerMonitor.Failed(failure.Message);
            return _known with { Until = now + Fresh };
        }
    }

    private sealed record CachedHealth(DateTimeOffset Until, DateTimeOffset? LastHeartbeat, DateTimeOffset? LastRootPath, IReadOnlyDictionary<string, DateTimeOffset> Proofs);
}
