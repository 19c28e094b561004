using System.Collections.Immutable;
using RootWatch.Detection;

namespace RootWatch.Bridge.Incidents;

/// <summary>An incident as it was when a message of it became due.</summary>
public sealed record IncidentSnapshot(
    string Id, string Account, DateTimeOffset Start, DateTimeOffset End, int Findings, Assessment Assessment, Severity Severity)
{
    /// <summary>What happened, one sentence of our own words; empty where that is not known any more.</summary>
    public string Story { get; init; } = string.Empty;

    /// <summary>What was changed last, the latest last.</summary>
    public ImmutableList<Write> Writes { get; init; } = [];
}
