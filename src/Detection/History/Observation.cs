namespace RootWatch.Detection.History;

/// <summary>A record in its place in an account's history.</summary>
/// <param name="At">When it happened, or else when it arrived; UTC.</param>
/// <param name="Arrived">When it became known, UTC; null where it is not known.</param>
/// <param name="Finding">What was found.</param>
/// <param name="SessionId">The session, and so the incident, that it belongs to.</param>
/// <param name="After">What is known of the account after it.</param>
public sealed record Observation(DateTimeOffset At, DateTimeOffset? Arrived, Finding Finding, string SessionId, AccountState After)
{
    /// <summary>Its session as it was after it.</summary>
    public SessionState Session => After.Sessions.Find(session => session.Id == SessionId)!;
}
