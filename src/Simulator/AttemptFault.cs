namespace RootWatch.Simulator;

/// <summary>Why an attempt had no answer.</summary>
public enum AttemptFault
{
    None,

    /// <summary>The endpoint did not answer within 5 s.</summary>
    Timeout,

    /// <summary>No connection, or one that broke.</summary>
    ConnectionFailed,

    /// <summary>The endpoint's host name means nothing. EventBridge does not try that again.</summary>
    NameNotResolved,
}
