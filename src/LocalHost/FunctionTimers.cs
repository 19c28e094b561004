using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace RootWatch.LocalHost;

/// <summary>
/// Runs the functions that timers set off, as the Functions host does: one run of a function at a time, what fell due
/// meanwhile is not made up for, and a run that fails is logged. Not a BackgroundService, whose work may begin after
/// StartAsync: when the host has started, its timers wait.
/// </summary>
internal sealed partial class FunctionTimers(IReadOnlyList<TimerFunction> functions, IServiceScopeFactory scopes, TimeProvider time, ILogger<FunctionTimers> logger)
    : IHostedService, IDisposable
{
    // Timers take no more than 49 days.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _running = Task.WhenAll(functions.Select(RunAsync));
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _running.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose()
    {
        // A host that does not start stops nothing either.
        _stopping.Cancel();
        _stopping.Dispose();
    }

    private async Task RunAsync(TimerFunction function)
    {
        var due = function.NextAfter(time.GetUtcNow());
        while (!_stopping.IsCancellationRequested)
        {
            // A timer may be early, and the clock may have been set.
            var wait = due - time.GetUtcNow();
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait < LongestWait ? wait : LongestWait, time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                continue;
            }

            await RunOnceAsync(function);
            due = function.NextAfter(time.GetUtcNow());
        }
    }

    private async Task RunOnceAsync(TimerFunction function)
    {
        try
        {
            await function.RunAsync(scopes, _stopping.Token);
        }
        catch (Exception failure)
        {
            Log.Failed(logger, function.Name, failure);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The function {Function} failed; it runs again when it is next due")]
        public static partial void Failed(ILogger logger, string function, Exception failure);
    }
}
