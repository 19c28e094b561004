namespace RootWatch.Costs.Counts;

/// <summary>What the bridge did in the time that was counted: heartbeats and probes alone, no use of root.</summary>
/// <param name="Accounts">How many accounts there were.</param>
/// <param name="Regions">How many regions of each.</param>
/// <param name="Minutes">For how long it was counted, at the speed of a real clock.</param>
/// <param name="Events">How many events were delivered to it.</param>
/// <param name="TableRequests">How many requests it sent to the ledger's table.</param>
/// <param name="RequestsOut">How many it sent to SNS and Teams.</param>
/// <param name="TelemetryItems">How many items of telemetry it sent to Azure Monitor.</param>
/// <param name="TelemetryBytes">Their bytes, unpacked.</param>
/// <param name="TableRequestsOfAlert">Requests to the table for one root event, from its arrival until it was told.</param>
/// <param name="RequestsOutOfAlert">Requests to SNS and Teams for it.</param>
internal sealed record Count(
    int Accounts, int Regions, int Minutes, long Events, long TableRequests, long RequestsOut, long TelemetryItems, long TelemetryBytes, int TableRequestsOfAlert, int RequestsOutOfAlert)
{
    /// <summary>What one minute's worth comes to in a month.</summary>
    public decimal InMonth(long counted) => (decimal)counted / Minutes * Month.Minutes;
}
