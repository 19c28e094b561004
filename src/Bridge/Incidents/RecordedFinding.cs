using RootWatch.Detection;

namespace RootWatch.Bridge.Incidents;

/// <summary>A finding in its incident.</summary>
/// <param name="Finding">The finding.</param>
/// <param name="Incident">Its incident, the finding included, as it was then.</param>
/// <param name="News">What people must hear of because of it: mostly the finding itself, or nothing.</param>
/// <param name="Deliveries">What is due, or was, because of it: for each piece of news, one for each channel.</param>
public sealed record RecordedFinding(Finding Finding, Incident Incident, IReadOnlyList<News> News, IReadOnlyList<Delivery> Deliveries)
{
    public bool IsNews => News.Count > 0;
}
