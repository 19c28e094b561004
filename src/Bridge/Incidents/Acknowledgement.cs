using RootWatch.Detection;

namespace RootWatch.Bridge.Incidents;

/// <summary>What a person said of an incident.</summary>
/// <param name="Verdict">Whether it was legitimate.</param>
/// <param name="Name">Who says so, in their own words.</param>
/// <param name="Note">Why, in their own words.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Assessment">How the incident was assessed then.</param>
/// <param name="Severity">How bad it was then.</param>
public sealed record Acknowledgement(Verdict Verdict, string Name, string Note, DateTimeOffset At, Assessment Assessment, Severity Severity);
