namespace RootWatch.Detection;

/// <summary>Whether a use of root looks normal. Later members are worse.</summary>
public enum Assessment
{
    /// <summary>What root is for: a task that only root can do, or a sign-in with MFA.</summary>
    Expected,

    /// <summary>It may be legitimate, but it is not what root is for.</summary>
    Unusual,

    /// <summary>What careful owners never do as root, and intruders do.</summary>
    Anomalous,
}
