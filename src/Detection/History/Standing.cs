namespace RootWatch.Detection.History;

/// <summary>How much a session may be trusted by what it has done so far. Later members are worse.</summary>
public enum Standing
{
    /// <summary>Nothing about it is Unusual at Medium severity or more.</summary>
    Good,

    /// <summary>Something about it is Unusual, and nothing Anomalous.</summary>
    Doubtful,

    /// <summary>Something about it is Anomalous.</summary>
    Tainted,
}
