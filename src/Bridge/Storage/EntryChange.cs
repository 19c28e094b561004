namespace RootWatch.Bridge.Storage;

/// <summary>A change to one entry.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Content">What it is to hold; null to delete it.</param>
/// <param name="Version">The version it must have; null where it must not exist; <see cref="AnyVersion"/> where neither matters.</param>
public sealed record EntryChange(string Key, ReadOnlyMemory<byte>? Content, string? Version)
{
    public const string AnyVersion = "*";

    public static EntryChange Insert(string key, ReadOnlyMemory<byte> content) => new(key, content, Version: null);

    public static EntryChange Replace(StoredEntry entry, ReadOnlyMemory<byte> content) => new(entry.Key, content, entry.Version);

    public static EntryChange Set(string key, ReadOnlyMemory<byte> content) => new(key, content, AnyVersion);

    public static EntryChange Delete(StoredEntry entry) => new(entry.Key, Content: null, entry.Version);
}
