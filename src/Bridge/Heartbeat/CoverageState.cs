namespace RootWatch.Bridge.Heartbeat;

/// <summary>Whether a spoke is heard.</summary>
public enum CoverageState
{
    /// <summary>Its last heartbeat is less than three periods old.</summary>
    Alive,

    /// <summary>It was heard once, and is not any more.</summary>
    Silent,

    /// <summary>It is expected, and was never heard.</summary>
    NeverHeard,
}
