namespace RootWatch.Detection.Policy;

/// <summary>How a use of root stands to the declared windows.</summary>
internal enum ScopeOfWindows
{
    /// <summary>None is open for the account.</summary>
    None,

    /// <summary>It is what an open window plans.</summary>
    Inside,

    /// <summary>A window is open, and it is not what that plans.</summary>
    Outside,
}
