using System.Collections.Concurrent;
using RootWatch.Bridge.Storage;

namespace RootWatch.Bridge.Recording;

/// <summary>What happened while the ledger was out of reach, to be written as soon as that answers: of each partition in its order, so that the ledger finds the same news in it.</summary>
/// <param name="missed">Hears why the ledger could not be written to.</param>
/// <param name="time">What waits are measured with.</param>
internal sealed class PendingWrites(Action<StoreUnavailableException> missed, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(4);

    private readonly ConcurrentDictionary<string, PendingWrite> _pending = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _writing = new(1);
    private readonly CancellationTokenSource _end = new();
    private long _places;
    private int _isWaiting;

    public int Count => _pending.Count;

    /// <summary>Adds a write, unless it is known, and tries again and again until it is done.</summary>
    public void Add(string id, string partition, Func<CancellationToken, Task> write)
    {
        _pending.TryAdd(id, new PendingWrite(partition, Interlocked.Increment(ref _places), write));
        WaitForLedger();
    }

    /// <summary>Writes what is pending of all partitions.</summary>
    /// <exception cref="StoreUnavailableException">The ledger does not answer.</exception>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        foreach (var partition in _pending.Values.OrderBy(pending => pending.Place).Select(pending => pending.Partition).Distinct(StringComparer.Ordinal).ToList())
        {
            try
            {
                await WriteAsync(partition, cancellationToken);
            }
            catch (UnreadableEntryException failure)
            {
                // One account's: the others need not wait until somebody has mended it.
                missed(failure);
            }
        }
    }

    /// <summary>Writes what is pending of one partition.</summary>
    /// <exception cref="StoreUnavailableException">The ledger does not answer.</exception>
    public async Task WriteAsync(string partition, CancellationToken cancellationToken)
    {
        if (_pending.Values.All(pending => pending.Partition != partition))
        {
            return;
        }

        await _writing.WaitAsync(cancellationToken);
        try
        {
            foreach (var (id, pending) in _pending.Where(pending => pending.Value.Partition == partition).OrderBy(pending => pending.Value.Place))
            {
                await pending.WriteAsync(cancellationToken);
                _pending.TryRemove(id, out _);
            }
        }
        finally
        {
            _writing.Release();
        }
    }

    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
        _writing.Dispose();
    }

    private void WaitForLedger()
    {
        if (!_pending.IsEmpty && Interlocked.Exchange(ref _isWaiting, 1) == 0)
        {
            _ = Task.Run(WaitForLedgerAsync);
        }
    }

    private async Task WaitForLedgerAsync()
    {
        try
        {
            for (var wait = FirstWait; !_pending.IsEmpty; wait = wait < LongestWait ? wait * 2 : wait)
            {
                await Task.Delay(wait, time, _end.Token);
                try
                {
                    await WriteAsync(_end.Token);
                }
                catch (StoreUnavailableException failure)
                {
                    missed(failure);
                }
            }

            _isWaiting = 0;
            WaitForLedger();
        }
        catch (Exception end) when (end is OperationCanceledException or ObjectDisposedException or LedgerBusyException)
        {
            // The process ends. EventBridge still holds what was not recorded.
        }
    }

    private sealed record PendingWrite(string Partition, long Place, Func<CancellationToken, Task> WriteAsync);
}
