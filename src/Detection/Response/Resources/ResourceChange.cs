namespace RootWatch.Detection.Response.Resources;

/// <summary>What a call did to a resource.</summary>
public enum ResourceChange
{
    /// <summary>Created it, opened it or switched it on.</summary>
    Made,

    /// <summary>Changed it; what it was before is not in the record.</summary>
    Changed,

    /// <summary>Deleted it, closed it or switched it off.</summary>
    Removed,

    /// <summary>Read it.</summary>
    Read,
}
