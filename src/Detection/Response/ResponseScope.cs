namespace RootWatch.Detection.Response;

/// <summary>In which accounts a step works.</summary>
internal enum ResponseScope
{
    /// <summary>In every account.</summary>
    Every,

    /// <summary>Not in the management account: no service control policy binds it, and <c>sts:AssumeRoot</c> does not reach it.</summary>
    NotManagement,

    /// <summary>In the management account alone.</summary>
    OnlyManagement,
}
