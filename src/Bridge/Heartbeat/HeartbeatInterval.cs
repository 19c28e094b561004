namespace RootWatch.Bridge.Heartbeat;

/// <summary>How often a spoke gives a sign of life, and what follows from that.</summary>
/// <param name="Period">From one sign to the next.</param>
/// <param name="Delay">By how much a sign may be late though nothing is wrong.</param>
public sealed record HeartbeatInterval(TimeSpan Period, TimeSpan Delay)
{
    private const int MissedUntilOutage = 3;
    private const int Many = 20;

    /// <summary>How long a spoke is not heard until that is an outage: three periods, and as much as the third sign may be late.</summary>
    public TimeSpan Outage => (MissedUntilOutage * Period) + Delay;

    /// <summary>After so long a spoke's next sign is overdue.</summary>
    public TimeSpan Late => Period + Delay;

    /// <summary>
    /// When so long nothing comes from anywhere, the reason is common to all, and nobody's silence counts. More than a
    /// period, for a few spokes may have the same minute; less than two, so that without a pause nobody misses three.
    /// </summary>
    public TimeSpan CommonPause => (1.5 * Period) + Delay;

    /// <summary>The same for many spokes, which rarely are all quiet even for a short time.</summary>
    /// <param name="signs">When each spoke's last sign arrived, UTC.</param>
    public TimeSpan CommonPauseOf(IReadOnlyCollection<DateTimeOffset> signs)
    {
        if (signs.Count < Many)
        {
            return CommonPause;
        }

        var newest = signs.Max();
        var recent = signs.Where(sign => newest - sign < Late).Order().ToList();
        var longest = recent.Zip(recent.Skip(1), (one, next) => next - one).Append(recent[0] + Period - newest).Max();
        return (2 * longest) + Delay is var pause && pause < CommonPause ? pause : CommonPause;
    }

    /// <summary>For so long, at most, those that come back one after the other are waited for.</summary>
    public TimeSpan LongestReturn => 5.5 * Period;

    /// <summary>After so long a spoke's silence is told, whoever else may be coming back.</summary>
    public TimeSpan LongestSilence => (2 * Outage) - Delay;
}
