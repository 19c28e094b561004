namespace RootWatch.Detection.History;

/// <summary>A sign-in as root that failed.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="SessionId">The incident that it belongs to; null where that is not known any more.</param>
/// <param name="Network">Where it came from, a /24 or /48; null where that is not known.</param>
public sealed record FailedSignIn(DateTimeOffset At, string? SessionId, string? Network)
{
    /// <summary>Root later signed in from the same network with nothing else suspicious, so it no longer counts.</summary>
    public bool IsExplained { get; init; }
}
