namespace RootWatch.Bridge.AccountReader;

/// <summary>Why AWS gave no usable answer about an account.</summary>
public enum ReaderRefusal
{
    /// <summary>The role cannot be assumed: it is missing, or does not trust the bridge. AWS does not tell which.</summary>
    RoleMissing,

    /// <summary>The role may not do what was asked; a service control policy may forbid it.</summary>
    Denied,

    /// <summary>Too many requests: later it may succeed.</summary>
    Throttled,

    /// <summary>The page that was asked for is not to be had any more: the question must begin anew.</summary>
    ExpiredToken,

    /// <summary>No answer, or none that can be understood: later it may succeed.</summary>
    Unavailable,
}
