namespace RootWatch.Bridge.Pages;

/// <summary>What the list's page shows.</summary>
/// <param name="List">The list.</param>
/// <param name="Path">Where the page is: its form leads there again.</param>
/// <param name="Credentials">What the page was opened with, a function key or a signature, for its form; empty where it came in a header.</param>
/// <param name="Query">The filter as a query, without the choice of a page.</param>
public sealed record IncidentListView(IncidentList List, string Path, IReadOnlyList<KeyValuePair<string, string>> Credentials, string Query);
