using RootWatch.Detection;

namespace RootWatch.Bridge.Incidents;

/// <summary>A finding in its incident.</summary>
/// <param name="Finding">The finding.</param>
/// <param name="Incident">Its incident, the finding included, as it was then.</param>
/// <param name="News">What people must hear of because of it: mostly the finding itself, or nothing.</param>
public sealed record RecordedFinding(Finding Finding, Incident Incident, IReadOnlyList<News> News)
{
    /// <summary>Incidents that have another name because of it.</summary>
    public IReadOnlyCollection<(string From, string To)> Moved { get; init; } = [];

    public bool IsNews => News.Count > 0;
}
