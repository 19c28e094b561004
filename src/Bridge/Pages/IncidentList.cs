namespace RootWatch.Bridge.Pages;

/// <summary>A page of the list of incidents.</summary>
/// <param name="Incidents">The incidents, the latest first.</param>
/// <param name="Filter">Which ones are asked for.</param>
/// <param name="Page">Which page this is, from 1.</param>
/// <param name="Pages">How many there are.</param>
/// <param name="Total">How many incidents there are.</param>
public sealed record IncidentList(IReadOnlyList<ListedIncident> Incidents, IncidentFilter Filter, int Page, int Pages, int Total);
