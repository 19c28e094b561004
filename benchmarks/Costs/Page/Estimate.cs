using RootWatch.Costs.Counts;
using RootWatch.Costs.Prices;
using RootWatch.Costs.Templates;

namespace RootWatch.Costs.Page;

/// <summary>What one size costs: counted operations, or what the templates hold, times prices.</summary>
internal sealed class Estimate(Count count, PriceList prices, Parts hub, Parts spoke, int alertRules)
{
    private const decimal Gb = 1_000_000_000;

    private int Spokes => count.Accounts * count.Regions;

    private decimal HeartbeatsOfSpoke => (decimal)Month.Minutes / spoke.HeartbeatMinutes;

    /// <summary>Heartbeats a month, the hub's own among them.</summary>
    public decimal Heartbeats => (Spokes + 1) * HeartbeatsOfSpoke;

    /// <summary>CloudTrail probes a month.</summary>
    public decimal Probes => Spokes * Month.Days;

    public decimal Delivered => Heartbeats + Probes;

    private decimal SchedulerCallsOfAccount => count.Regions * (HeartbeatsOfSpoke + Month.Days);

    public IReadOnlyList<Line> Lines =>
    [
        new("AWS: heartbeats and probes, put, forwarded and delivered", Events),
        new("AWS: the hub's alarms and key", prices.Of("alarm-metric", hub.AlarmMetrics) + prices.Of("key", hub.Keys)),
        new("AWS: the spokes' alarms", prices.Of("alarm-metric", spoke.AlarmMetrics * Spokes)),
        new("Azure: an instance kept ready", prices.Of("ready", Assumptions.MemoryGb * Month.Seconds)),
        new("Azure: the same while it answers, and calls", prices.Of("ready-busy", Assumptions.MemoryGb * Busy) + prices.Of("call", Delivered)),
        new("Azure: the timer", prices.Of("on-demand", Assumptions.MemoryGb * Month.Minutes) + prices.Of("call", Month.Minutes) + prices.Of("blob-write", Month.Minutes)),
        new("Azure: the ledger's table", prices.Of("table", count.InMonth(count.TableRequests))),
        new("Azure: telemetry", prices.Of("telemetry", Math.Max(TelemetryGb - Assumptions.FreeTelemetryGb, 0))),
        new("Azure: alerts", prices.Of("alert", alertRules)),
    ];

    public decimal Total => Lines.Sum(static line => line.Usd);

    /// <summary>Telemetry a month: the worker's as counted, the host's as assumed.</summary>
    public decimal TelemetryGb => (count.InMonth(count.TelemetryBytes) + HostBytes + (Delivered * Assumptions.LogBytesOfCall)) / Gb;

    /// <summary>The same with another period of heartbeats.</summary>
    public decimal EventsWith(int minutes) => (Events * spoke.HeartbeatMinutes) / minutes;

    // A second is the least that is billed; where more than one event a second comes, they share it.
    private decimal Busy => Math.Min(Delivered, Month.Seconds);

    private decimal HostBytes => Math.Min(Delivered * Assumptions.HostItemsOfCall, (decimal)Assumptions.HostItemsPerSecond * Month.Seconds) * Assumptions.HostBytesOfItem;

    // A probe is CloudTrail's event, which is free until it is forwarded.
    private decimal Events =>
        prices.Of("scheduler", Math.Max(SchedulerCallsOfAccount - Assumptions.FreeSchedulerCalls, 0) * count.Accounts)
        + prices.Of("event", Heartbeats)
        + prices.Of("event-across", Delivered - HeartbeatsOfSpoke)
        + prices.Of("destination", Delivered);
}
