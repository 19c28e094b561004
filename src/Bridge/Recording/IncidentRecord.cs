using RootWatch.Detection;

namespace RootWatch.Bridge.Recording;

/// <summary>A record of an incident.</summary>
/// <param name="At">When it happened, or else when it arrived; UTC.</param>
/// <param name="Finding">What was found.</param>
public sealed record IncidentRecord(DateTimeOffset At, Finding Finding);
