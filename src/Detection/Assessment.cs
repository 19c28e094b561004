namespace RootWatch.Detection;

/// <summary>Whether a use of root looks normal. Later members are worse.</summary>
public enum Assessment
{
    /// <summary>What root is for: a task that only root can do, or a sign-in with MFA.</summary>
    Expected,

    /// <summary>Possible in good faith, yet not what root is for.</summary>
    Unusual,

    /// <summary>What no careful owner does as root, and what intruders do.</summary>
    Anomalous,
}
