namespace RootWatch.Bridge.Incidents;

/// <summary>A change to one entry.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Content">What it is to hold; null to delete it.</param>
/// <param name="Version">The version it must have; null where it must not exist; <see cref="AnyVersion"/> where neither matters.</param>
public sealed record Change(string Key, ReadOnlyMemory<byte>? Content, string? Version)
{
    public const string AnyVersion = "*";

    public static Change Insert(string key, ReadOnlyMemory<byte> content) => new(key, content, Version: null);

    public static Change Replace(StoredEntry entry, ReadOnlyMemory<byte> content) => new(entry.Key, content, entry.Version);

    public static Change Set(string key, ReadOnlyMemory<byte> content) => new(key, content, AnyVersion);

    public static Change Delete(StoredEntry entry) => new(entry.Key, Content: null, entry.Version);
}
