namespace RootWatch.FunctionApp.Tests.Timers;

/// <summary>The runs of a function.</summary>
internal sealed class Runs
{
    private int _count;

    public int Count => _count;

    /// <summary>What each run comes to.</summary>
    public Func<CancellationToken, Task> Outcome { get; set; } = static _ => Task.CompletedTask;

    public Task RunAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _count);
        return Outcome(cancellationToken);
    }
}
