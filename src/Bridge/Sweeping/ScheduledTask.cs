using System.Text.Json;
using RootWatch.Bridge.Heartbeat;
using RootWatch.Bridge.Recording;
using RootWatch.Bridge.Storage;

namespace RootWatch.Bridge.Sweeping;

/// <summary>Something that one of all processes does now and then.</summary>
internal sealed class ScheduledTask(IIncidentStore store, string name)
{
    private readonly string _key = $"done|{name}";

    // As this process last knew. Others may have done it since, so the ledger is asked where it seems to be due.
    private DateTimeOffset? _last;

    /// <summary>Whether the caller is to do it: it has not been done since then, and nobody else has just taken it.</summary>
    public async Task<bool> TryTakeAsync(DateTimeOffset since, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (_last >= since)
        {
            return false;
        }

        var entry = await FindAsync(cancellationToken);
        if (_last >= since || await store.TryWriteAsync(LedgerKeys.System, [entry is null ? EntryChange.Insert(_key, Json(now)) : EntryChange.Replace(entry, Json(now))], cancellationToken) is null)
        {
            return false;
        }

        _last = now;
        return true;
    }

    /// <summary>When it was last done, UTC; null where it never was. Where it has been done since then, that may be earlier than it was.</summary>
    public async Task<DateTimeOffset?> LastAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        if (!(_last >= since))
        {
            await FindAsync(cancellationToken);
        }

        return _last;
    }

    /// <summary>Notes that it was done, unless that is known.</summary>
    public async Task NoteAsync(DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (_last != at)
        {
            await store.TryWriteAsync(LedgerKeys.System, [EntryChange.Set(_key, Json(at))], cancellationToken);
            _last = at;
        }
    }

    private async Task<StoredEntry?> FindAsync(CancellationToken cancellationToken)
    {
        var entry = await store.FindAsync(LedgerKeys.System, _key, cancellationToken);
        _last = entry is null ? null : Ledger.Read(entry.Content, HeartbeatJson.Default.LastRun).At;
        return entry;
    }

    private static byte[] Json(DateTimeOffset at) => JsonSerializer.SerializeToUtf8Bytes(new LastRun(at), HeartbeatJson.Default.LastRun);
}
