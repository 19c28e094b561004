using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RootWatch.Bridge.Storage;

namespace RootWatch.Bridge.Notifications;

/// <summary>Looks after the channels once the process has started; sweeps do so from then on.</summary>
internal sealed partial class ChannelWatchAtStart(IServiceProvider services, TimeProvider time, ILogger<ChannelWatchAtStart> logger) : BackgroundService
{
    // A process mostly starts because there is something to tell: that goes first.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.Delay(Pause, time, stoppingToken);
            await Task.Run(() => services.GetRequiredService<ChannelWatch>().SweepAsync(stoppingToken), stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The process ends.
        }
#pragma warning disable CA1031 // What ends here ends the host, and the sweeps come back to it.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Log.NotTold(logger, (failure as StoreUnavailableException)?.Message ?? failure.GetType().Name);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Which channels are off is not told yet: {Problem}")]
        public static partial void NotTold(ILogger logger, string problem);
    }
}
