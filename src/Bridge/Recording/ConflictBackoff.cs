using RootWatch.Bridge.Storage;

namespace RootWatch.Bridge.Recording;

/// <summary>Waits ever longer before the next attempt to change what others keep changing.</summary>
internal sealed class ConflictBackoff(TimeProvider time)
{
    // Two processes at once are soon done with each other.
    private const int AtOnce = 4;
    private const int Most = 40;
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(250);

    private int _lost;

    /// <exception cref="StoreUnavailableException">It was lost too often, or the time is up.</exception>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        if (++_lost > Most)
        {
            throw new StoreUnavailableException("the table refuses every change: others change the same entries all the time");
        }

        if (_lost <= AtOnce)
        {
            return;
        }

        var longest = TimeSpan.FromTicks(Math.Min(First.Ticks << Math.Min(_lost - AtOnce, 16), Longest.Ticks));
        try
        {
            await Task.Delay(longest * (0.5 + (Random.Shared.NextDouble() / 2)), time, cancellationToken);
        }
        catch (OperationCanceledException late)
        {
            throw new StoreUnavailableException("others change the same entries all the time", late);
        }
    }
}
