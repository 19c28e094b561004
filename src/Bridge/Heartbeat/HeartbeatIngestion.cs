using Microsoft.Extensions.Logging;
using RootWatch.Bridge.Notifications;
using RootWatch.Bridge.Sweeping;

namespace RootWatch.Bridge.Heartbeat;

/// <summary>Takes signs of life, and sweeps.</summary>
public sealed partial class HeartbeatIngestion(Spokes spokes, Sweep sweep, TimeProvider time, ILogger<HeartbeatIngestion> logger)
{
    /// <summary>Returns when the sweep is done or the answer is due; a sweep that outlives it goes on.</summary>
    public Task HearAsync(SpokeId spoke, DateTimeOffset? sent, AnswerDeadline deadline)
    {
        spokes.Hear(spoke, sent);
        return SweepAsync(deadline);
    }

    /// <summary>The same for the hub's own heartbeat through the rule for root.</summary>
    public Task HearRootPathAsync(SpokeId hub, DateTimeOffset? sent, AnswerDeadline deadline)
    {
        spokes.HearRootPath(hub, sent);
        return SweepAsync(deadline);
    }

    /// <summary>The same for what came through CloudTrail.</summary>
    public Task HearCloudTrailAsync(SpokeId spoke, AnswerDeadline deadline)
    {
        spokes.HearCloudTrail(spoke);
        return SweepAsync(deadline);
    }

    private async Task SweepAsync(AnswerDeadline deadline)
    {
        try
        {
            await Task.Run(sweep.RunAsync).WaitAsync(deadline.Remaining, time);
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
