namespace RootWatch.Detection.Policy;

/// <summary>A policy that cannot be used, with the place where it goes wrong.</summary>
public sealed class PolicyException : Exception
{
    /// <summary>Says what is wrong, and where.</summary>
    public PolicyException(string message)
        : base(message)
    {
    }

    /// <summary>Says what is wrong, where, and what was noticed first.</summary>
    public PolicyException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Says nothing.</summary>
    public PolicyException()
    {
    }
}
