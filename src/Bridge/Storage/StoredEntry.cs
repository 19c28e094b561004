namespace RootWatch.Bridge.Storage;

/// <summary>An entry as the store holds it.</summary>
/// <param name="Key">Its key within its partition.</param>
/// <param name="Content">JSON as UTF-8.</param>
/// <param name="Version">Another one after each change.</param>
public sealed record StoredEntry(string Key, ReadOnlyMemory<byte> Content, string Version);
