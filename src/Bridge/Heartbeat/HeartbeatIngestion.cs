using Microsoft.Extensions.Logging;
using RootWatch.Bridge.Incidents;
using RootWatch.Bridge.Notifications;

namespace RootWatch.Bridge.Heartbeat;

/// <summary>Takes heartbeats, and sweeps.</summary>
public sealed partial class HeartbeatIngestion(Spokes spokes, Deliveries deliveries, Notifier notifier, Sweep sweep, TimeProvider time, ILogger<HeartbeatIngestion> logger)
{
    /// <summary>Returns when the sweep is done or the answer is due; a sweep that outlives it goes on.</summary>
    public async Task HearAsync((string Account, string Region) spoke, Arrival arrival)
    {
        try
        {
            await Task.Run(() => HearAsync(spoke.Account, spoke.Region, arrival)).WaitAsync(arrival.Remaining, time);
        }
        catch (TimeoutException)
        {
            Log.AnsweredBeforeSwept(logger);
        }
    }

    private async Task HearAsync(string account, string region, Arrival arrival)
    {
        try
        {
            await notifier.SendAsync(deliveries, await spokes.HearAsync(account, region, CancellationToken.None), arrival);
        }
        catch (StoreUnavailableException failure)
        {
            Log.NotRecorded(logger, account, region, failure.Message);
        }

        await sweep.RunAsync();
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "The heartbeat's answer was due before the sweep was done; it goes on")]
        public static partial void AnsweredBeforeSwept(ILogger logger);

        [LoggerMessage(2, LogLevel.Warning, "The heartbeat of {Account}/{Region} could not be recorded: {Problem}")]
        public static partial void NotRecorded(ILogger logger, string account, string region, string problem);
    }
}
