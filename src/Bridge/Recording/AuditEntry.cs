namespace RootWatch.Bridge.Recording;

/// <summary>Something that a person did.</summary>
/// <param name="Action">What.</param>
/// <param name="Subject">To what: an incident, or an expectation.</param>
/// <param name="Name">Who, in their own words.</param>
/// <param name="Note">Why, in their own words.</param>
/// <param name="At">When, UTC.</param>
public sealed record AuditEntry(string Action, string Subject, string Name, string Note, DateTimeOffset At);
