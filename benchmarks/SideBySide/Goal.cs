namespace RootWatch.SideBySide;

/// <summary>What a row must keep.</summary>
/// <param name="OfRatio">Whether the bound is for the ratio of ours to the peer's; else for our figure itself.</param>
/// <param name="IsLeast">Whether the bound is the least that will do; else the most.</param>
/// <param name="Bound">The bound.</param>
internal sealed record Goal(bool OfRatio, bool IsLeast, double Bound)
{
    /// <summary>Ours is at least so many times the peer's: for work done in a time.</summary>
    public static Goal RatioAtLeast(double bound) => new(true, true, bound);

    /// <summary>Ours is at most so many times the peer's: for time and bytes.</summary>
    public static Goal RatioAtMost(double bound) => new(true, false, bound);

    /// <summary>Our figure is at least so much.</summary>
    public static Goal AtLeast(double bound) => new(false, true, bound);

    /// <summary>Our figure is at most so much.</summary>
    public static Goal AtMost(double bound) => new(false, false, bound);

    public bool IsMetBy(double value) => IsLeast ? value >= Bound : value <= Bound;
}
