namespace RootWatch.Detection;

/// <summary>How bad a finding is, with the names and numbers of OCSF's <c>severity_id</c>.</summary>
public enum Severity
{
    /// <summary>Worth keeping, but never a reason to wake anybody. OCSF 1.</summary>
    Informational = 1,

    /// <summary>Root was used, and nothing about it is remarkable. OCSF 2.</summary>
    Low = 2,

    /// <summary>Somebody should look today. OCSF 3.</summary>
    Medium = 3,

    /// <summary>Somebody should look now. OCSF 4.</summary>
    High = 4,

    /// <summary>Treat the account as taken over until shown otherwise. OCSF 5.</summary>
    Critical = 5,
}
