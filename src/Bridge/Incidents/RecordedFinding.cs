using RootWatch.Detection;

namespace RootWatch.Bridge.Incidents;

/// <summary>A finding in its incident.</summary>
/// <param name="Finding">The finding.</param>
/// <param name="Incident">Its incident, the finding included, as it was then.</param>
/// <param name="IsNews">Whether people must hear of it.</param>
/// <param name="Deliveries">What is due, or was, because of it: one for each channel if it is news.</param>
public sealed record RecordedFinding(Finding Finding, Incident Incident, bool IsNews, IReadOnlyList<Delivery> Deliveries);
