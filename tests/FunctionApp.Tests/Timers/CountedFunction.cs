using Microsoft.Azure.Functions.Worker;

namespace RootWatch.FunctionApp.Tests.Timers;

/// <summary>A function that a timer sets off, whose runs a test sees and ends.</summary>
internal sealed class CountedFunction(Runs runs)
{
    public Task RunAsync(TimerInfo timer, CancellationToken cancellationToken) => timer is null ? throw new ArgumentNullException(nameof(timer)) : runs.RunAsync(cancellationToken);
}
