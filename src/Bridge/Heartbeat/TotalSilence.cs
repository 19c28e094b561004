namespace RootWatch.Bridge.Heartbeat;

/// <summary>A time in which no sign of life came from anywhere.</summary>
/// <param name="From">When the last one before it arrived, UTC.</param>
public sealed record TotalSilence(DateTimeOffset From)
{
    /// <summary>When the first one after it arrived, UTC; null while it lasts.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>How many messages told of it.</summary>
    public int Messages { get; init; }

    /// <summary>When the last of them did, UTC.</summary>
    public DateTimeOffset? LastMessage { get; init; }

    /// <summary>How many spokes had not come back when that was last looked at.</summary>
    public int Missing { get; init; } = int.MaxValue;

    /// <summary>When it was last seen that some more had, UTC.</summary>
    public DateTimeOffset LastReturn { get; init; }
}
