namespace RootWatch.Detection.Response;

/// <summary>What a step is for. The order is the order of work.</summary>
public enum ResponsePhase
{
    /// <summary>Ends the use of root.</summary>
    Stop,

    /// <summary>Takes away what acts or is open without root: keys, users, roles, shares.</summary>
    Contain,

    /// <summary>Brings back what watches, protects or lets people work.</summary>
    Restore,

    /// <summary>Saves what the next phase destroys.</summary>
    KeepEvidence,

    /// <summary>Removes what costs money, and what was left behind.</summary>
    Remove,

    /// <summary>Asks, looks for more and learns.</summary>
    Review,
}
