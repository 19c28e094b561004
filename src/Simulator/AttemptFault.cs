namespace RootWatch.Simulator;

/// <summary>Why an attempt had no answer.</summary>
public enum AttemptFault
{
    None,

    /// <summary>The endpoint did not answer within 5 s.</summary>
    Timeout,

    /// <summary>No connection, or one that broke.</summary>
    ConnectionFailed,
}
