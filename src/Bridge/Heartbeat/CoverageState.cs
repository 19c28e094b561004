namespace RootWatch.Bridge.Heartbeat;

/// <summary>Whether a spoke is heard.</summary>
public enum CoverageState
{
    /// <summary>It is heard.</summary>
    Alive,

    /// <summary>It was heard once, and is not any more.</summary>
    Silent,

    /// <summary>It was never heard, though it is expected.</summary>
    NeverHeard,

    /// <summary>It has no spoke; only AWS itself is asked about it.</summary>
    NotWatched,
}
