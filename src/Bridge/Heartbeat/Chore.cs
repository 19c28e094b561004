using System.Text.Json;
using RootWatch.Bridge.Incidents;

namespace RootWatch.Bridge.Heartbeat;

/// <summary>Something that one of all processes does now and then.</summary>
internal static class Chore
{
    /// <summary>Whether the caller is to do it: it has not been done since then, and nobody else has just taken it.</summary>
    public static async Task<bool> TryTakeAsync(IIncidentStore store, string name, DateTimeOffset since, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var entry = await store.FindAsync(Keys.System, KeyOf(name), cancellationToken);
        return (entry is null || TimeOf(entry) < since)
            && await store.TryWriteAsync(Keys.System, [entry is null ? Change.Insert(KeyOf(name), Json(now)) : Change.Replace(entry, Json(now))], cancellationToken) is not null;
    }

    /// <summary>When it was last done, UTC; null where it never was.</summary>
    public static async Task<DateTimeOffset?> LastAsync(IIncidentStore store, string name, CancellationToken cancellationToken) =>
        await store.FindAsync(Keys.System, KeyOf(name), cancellationToken) is { } entry ? TimeOf(entry) : null;

    /// <summary>Notes that it was done.</summary>
    public static Task NoteAsync(IIncidentStore store, string name, DateTimeOffset at, CancellationToken cancellationToken) =>
        store.TryWriteAsync(Keys.System, [Change.Set(KeyOf(name), Json(at))], cancellationToken);

    private static string KeyOf(string name) => $"done|{name}";

    private static DateTimeOffset TimeOf(StoredEntry entry) => Ledger.Read(entry.Content, HeartbeatJson.Default.LastDone).At;

    private static byte[] Json(DateTimeOffset at) => JsonSerializer.SerializeToUtf8Bytes(new LastDone(at), HeartbeatJson.Default.LastDone);
}
