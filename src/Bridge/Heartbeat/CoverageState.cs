namespace RootWatch.Bridge.Heartbeat;

/// <summary>Whether a spoke is heard.</summary>
public enum CoverageState
{
    /// <summary>It is heard.</summary>
    Alive,

    /// <summary>It was heard once, and is not any more.</summary>
    Silent,

    /// <summary>It was never heard.</summary>
    NeverHeard,
}
