namespace RootWatch.Detection.Response.Resources;

/// <summary>What a call did to a resource.</summary>
public enum ResourceChange
{
    /// <summary>Created it, opened it or switched it on.</summary>
    Made,

    /// <summary>Changed it; what it was before is not in the record.</summary>
    Changed,

    /// <summary>Switched it off; it can be switched on again without being created.</summary>
    Deactivated,

    /// <summary>Deleted it or closed it.</summary>
    Removed,

    /// <summary>Read it.</summary>
    Read,
}
