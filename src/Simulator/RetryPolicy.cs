namespace RootWatch.Simulator;

/// <summary>A rule target's retry policy. The defaults are EventBridge's.</summary>
public sealed record RetryPolicy
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(15);

    /// <summary>How often an event is tried again after its first attempt.</summary>
    public int MaximumRetryAttempts { get; init; } = 185;

    /// <summary>How long an event is kept for further attempts.</summary>
    public TimeSpan MaximumEventAge { get; init; } = TimeSpan.FromHours(24);

    /// <summary>
    /// The wait before a retry: exponential with full jitter, as documented. AWS publishes no curve; this one
    /// spreads 185 attempts over a day.
    /// </summary>
    /// <param name="retry">1 for the first retry.</param>
    /// <param name="jitter">0 to 1.</param>
    internal static TimeSpan Backoff(int retry, double jitter)
    {
        const int DoublingsToTheLongest = 10;
        var longest = FirstDelay * Math.Pow(2, Math.Min(retry, DoublingsToTheLongest));
        return (longest < LongestDelay ? longest : LongestDelay) * jitter;
    }
}
