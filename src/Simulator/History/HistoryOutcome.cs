namespace RootWatch.Simulator.History;

/// <summary>How CloudTrail takes a question to its history.</summary>
public enum HistoryOutcome
{
    Answered,

    /// <summary>The third request within a second.</summary>
    Throttled,

    /// <summary>The token is none, or is of another question.</summary>
    InvalidToken,

    /// <summary>It begins after its end.</summary>
    InvalidTimeRange,

    /// <summary>Events are not to be found by that.</summary>
    InvalidAttribute,
}
