using System.Globalization;
using System.Text.Json;
using RootWatch.Bridge.Storage;

namespace RootWatch.Bridge.Recording;

/// <summary>What people did: entries that nothing changes, each written together with what it tells of.</summary>
internal static class Audit
{
    public const string Prefix = "audit|";

    public static EntryChange Entry(DateTimeOffset at, AuditEntry entry) =>
        EntryChange.Insert(
            $"{Prefix}{at.UtcTicks.ToString("D19", CultureInfo.InvariantCulture)}|{Guid.NewGuid():N}",
            JsonSerializer.SerializeToUtf8Bytes(entry, LedgerJson.Default.AuditEntry));
}
