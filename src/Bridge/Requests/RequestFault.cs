namespace RootWatch.Bridge.Requests;

/// <summary>Why a request could not be answered as it asked.</summary>
public enum RequestFault
{
    /// <summary>Its form or body cannot be read: whoever sent it can mend it.</summary>
    Unreadable,

    /// <summary>The ledger's store does not answer, or not in time.</summary>
    StoreUnavailable,

    /// <summary>Nobody thought of it: a bug.</summary>
    Unexpected,
}
