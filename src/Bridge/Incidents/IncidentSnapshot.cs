using RootWatch.Detection;

namespace RootWatch.Bridge.Incidents;

/// <summary>An incident as it was when a message of it became due.</summary>
public sealed record IncidentSnapshot(
    string Id, string Account, DateTimeOffset Start, DateTimeOffset End, int Findings, Assessment Assessment, Severity Severity);
