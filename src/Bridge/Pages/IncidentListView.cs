namespace RootWatch.Bridge.Pages;

/// <summary>What the list's page shows.</summary>
/// <param name="List">The list.</param>
/// <param name="Key">The function key that the page was opened with, for its form; null where it came in a header.</param>
/// <param name="Query">The filter as a query, without the choice of a page.</param>
public sealed record IncidentListView(IncidentList List, string? Key, string Query);
