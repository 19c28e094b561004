using System.Text.Json;
using RootWatch.Bridge.Incidents;

namespace RootWatch.Bridge.Heartbeat;

/// <summary>Something that one of all processes does now and then.</summary>
internal static class Chore
{
    /// <summary>Whether the caller is to do it: it has not been done since then, and nobody else has just taken it.</summary>
    public static async Task<bool> TryTakeAsync(IIncidentStore store, string name, DateTimeOffset since, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var done = JsonSerializer.SerializeToUtf8Bytes(new LastDone(now), HeartbeatJson.Default.LastDone);
        var entry = await store.FindAsync(Keys.System, $"done|{name}", cancellationToken);
        return (entry is null || Ledger.Read(entry.Content, HeartbeatJson.Default.LastDone).At < since)
            && await store.TryWriteAsync(Keys.System, [entry is null ? Change.Insert($"done|{name}", done) : Change.Replace(entry, done)], cancellationToken) is not null;
    }

    /// <summary>When it was last done, UTC; null where it never was.</summary>
    public static async Task<DateTimeOffset?> LastAsync(IIncidentStore store, string name, CancellationToken cancellationToken) =>
        await store.FindAsync(Keys.System, $"done|{name}", cancellationToken) is { } entry ? Ledger.Read(entry.Content, HeartbeatJson.Default.LastDone).At : null;

    /// <summary>Notes that it was done.</summary>
    public static Task NoteAsync(IIncidentStore store, string name, DateTimeOffset at, CancellationToken cancellationToken) =>
        store.TryWriteAsync(Keys.System, [Change.Set($"done|{name}", JsonSerializer.SerializeToUtf8Bytes(new LastDone(at), HeartbeatJson.Default.LastDone))], cancellationToken);
}
