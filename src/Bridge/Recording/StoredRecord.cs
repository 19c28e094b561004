namespace RootWatch.Bridge.Recording;

/// <summary>A record as it is kept.</summary>
/// <param name="Json">As it arrived; or with long texts shortened and the rest of long lists left out, each time marked with "…".</param>
/// <param name="CutFrom">How many bytes it had, where it was too large to keep whole; null where it is whole.</param>
public sealed record StoredRecord(string Json, int? CutFrom);
