using RootWatch.Bridge.Recording;

namespace RootWatch.Bridge.Pages;

/// <summary>A record in the page's table.</summary>
/// <param name="Record">The record.</param>
/// <param name="Network">Whose network it came from; null where that is not known.</param>
/// <param name="Kept">The record as it is kept, made fit to be read; null where it is not kept any more.</param>
public sealed record RecordRow(IncidentRecord Record, string? Network, StoredRecord? Kept);
