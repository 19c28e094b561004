namespace RootWatch.Bridge.Recording;

/// <summary>Within a process, one at a time for an account: conflicts in the store are then only with other processes.</summary>
internal sealed class AccountLocks : IDisposable
{
    private const int Stripes = 64;

    private readonly SemaphoreSlim[] _turns = [.. Enumerable.Range(0, Stripes).Select(_ => new SemaphoreSlim(1))];

    /// <summary>Waits for the account's turn, which ends when the answer is disposed of.</summary>
    /// <exception cref="LedgerBusyException">It did not come in time.</exception>
    public async Task<IDisposable> TakeAsync(string account, CancellationToken cancellationToken)
    {
        var turn = _turns[(uint)string.GetHashCode(account, StringComparison.Ordinal) % Stripes];
        try
        {
            await turn.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException late)
        {
            throw new LedgerBusyException(late);
        }

        return new Turn(turn);
    }

    public void Dispose() => Array.ForEach(_turns, turn => turn.Dispose());

    private sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
