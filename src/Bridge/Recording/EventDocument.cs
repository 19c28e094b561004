using RootWatch.Detection;

namespace RootWatch.Bridge.Recording;

/// <summary>An event as it is kept: what it came to, so that its repetition comes to nothing else.</summary>
internal sealed record EventDocument(Finding Finding, string IncidentId, IReadOnlyList<string> NewsOf)
{
    /// <summary>The record, JSON; empty in what earlier versions kept.</summary>
    public string Json { get; init; } = string.Empty;

    /// <summary>How many bytes the record had, where it was too large to keep whole; null where it is as it arrived.</summary>
    public int? CutFrom { get; init; }
}
