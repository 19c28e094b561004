using RootWatch.Detection;

namespace RootWatch.Bridge.Incidents;

/// <summary>An event as it is kept: what it came to, so that its repetition comes to nothing else.</summary>
internal sealed record EventDocument(Finding Finding, string IncidentId, IReadOnlyList<string> NewsOf)
{
    /// <summary>The record as it arrived, JSON; empty in what earlier versions kept.</summary>
    public string Json { get; init; } = string.Empty;
}
