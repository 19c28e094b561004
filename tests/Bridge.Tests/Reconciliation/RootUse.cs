namespace RootWatch.Bridge.Tests.Reconciliation;

/// <summary>A use of root in a simulated organization.</summary>
/// <param name="Account">The account.</param>
/// <param name="Region">The region.</param>
/// <param name="EventId">The record's id.</param>
/// <param name="At">When it happens.</param>
/// <param name="Appears">When CloudTrail's event history has it.</param>
/// <param name="Json">The record.</param>
/// <param name="IsLost">EventBridge does not bring it.</param>
internal sealed record RootUse(string Account, string Region, string EventId, DateTimeOffset At, DateTimeOffset Appears, string Json, bool IsLost);
