using Microsoft.Extensions.Logging;
using RootWatch.Bridge.Notifications;

namespace RootWatch.Bridge.Heartbeat;

/// <summary>Takes signs of life, and sweeps.</summary>
public sealed partial class HeartbeatIngestion(Spokes spokes, Sweep sweep, TimeProvider time, ILogger<HeartbeatIngestion> logger)
{
    /// <summary>Returns when the sweep is done or the answer is due; a sweep that outlives it goes on.</summary>
    public Task HearAsync(SpokeId spoke, DateTimeOffset? sent, AnswerDeadline arrival)
    {
        spokes.Hear(spoke, sent);
        return SweepAsync(arrival);
    }

    /// <summary>The same for the hub's own heartbeat through the rule for root.</summary>
    public Task HearRootPathAsync(SpokeId hub, DateTimeOffset? sent, AnswerDeadline arrival)
    {
        spokes.HearRootPath(hub, sent);
        return SweepAsync(arrival);
    }

    /// <summary>The same for what came through CloudTrail.</summary>
    public Task HearCloudTrailAsync(SpokeId spoke, AnswerDeadline arrival)
    {
        spokes.HearCloudTrail(spoke);
        return SweepAsync(arrival);
    }

    private async Task SweepAsync(AnswerDeadline arrival)
    {
        try
        {
            await Task.Run(sweep.RunAsync).WaitAsync(arrival.Remaining, time);
        }
        catch (TimeoutException)
        {
            Log.AnsweredBeforeSwept(logger);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "The heartbeat's answer was due before the sweep was done; it goes on")]
        public static partial void AnsweredBeforeSwept(ILogger logger);
    }
}
