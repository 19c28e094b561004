namespace RootWatch.Detection.History;

/// <summary>A change to what keeps strangers out of root: its password, e-mail address or MFA.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="SessionId">In which session.</param>
/// <param name="TrustedNetwork">Where a session in good standing made it from; null for any other.</param>
public sealed record LockChange(DateTimeOffset At, string SessionId, string? TrustedNetwork);
