using RootWatch.Bridge.Incidents;

namespace RootWatch.EndToEnd.Tests;

/// <summary>A store whose calls wait until a test answers all of them at once: what waits together costs one round trip.</summary>
internal sealed class SteppedStore(TimeProvider time) : IIncidentStore
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly InMemoryIncidentStore _store = new(time);
    private readonly List<(string Call, TaskCompletionSource Answer)> _waiting = [];
    private TaskCompletionSource _changed = NewSource();

    /// <summary>Waits for so many calls, and answers them; says what they were, in alphabetical order.</summary>
    public async Task<IReadOnlyList<string>> AnswerAsync(int calls, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (_waiting.Count >= calls)
                {
                    var answered = _waiting.ToList();
                    _waiting.Clear();
                    answered.ForEach(waiting => waiting.Answer.SetResult());
                    return [.. answered.Select(waiting => waiting.Call).Order(StringComparer.Ordinal)];
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(Patience, TimeProvider.System, cancellationToken);
        }
    }

    public async Task<StoredEntry?> FindAsync(string partition, string key, CancellationToken cancellationToken)
    {
        await AnswerOfAsync($"find {partition} {KindOf(key)}", cancellationToken);
        return await _store.FindAsync(partition, key, cancellationToken);
    }

    public async Task<IReadOnlyList<StoredEntry>> QueryAsync(string partition, string keyPrefix, CancellationToken cancellationToken)
    {
        await AnswerOfAsync($"query {partition} {KindOf(keyPrefix)}".TrimEnd(), cancellationToken);
        return await _store.QueryAsync(partition, keyPrefix, cancellationToken);
    }

    public async Task<IReadOnlyList<string>?> TryWriteAsync(string partition, IReadOnlyList<Change> changes, CancellationToken cancellationToken)
    {
        await AnswerOfAsync($"write {partition} {string.Join(' ', changes.Select(change => KindOf(change.Key)))}", cancellationToken);
        return await _store.TryWriteAsync(partition, changes, cancellationToken);
    }

    public async Task<int> ForgetAsync(DateTimeOffset writtenBefore, CancellationToken cancellationToken)
    {
        await AnswerOfAsync("forget", cancellationToken);
        return await _store.ForgetAsync(writtenBefore, cancellationToken);
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Names and hashes are other ones each time.
    private static string KindOf(string key) => key.Split('|') is ["done" or "watch" or "outage", ..] ? key : key.Split('|')[0];

    private Task AnswerOfAsync(string call, CancellationToken cancellationToken)
    {
        var answer = NewSource();
        lock (_lock)
        {
            _waiting.Add((call, answer));
            _changed.SetResult();
            _changed = NewSource();
        }

        return answer.Task.WaitAsync(cancellationToken);
    }
}
