namespace RootWatch.Detection.Response;

/// <summary>In which accounts a step works.</summary>
internal enum ResponseScope
{
    /// <summary>In every account.</summary>
    Every,

    /// <summary>Not in the management account: no service control policy binds it.</summary>
    NotManagement,

    /// <summary>In a member of an organization: its management account reaches root, as by <c>sts:AssumeRoot</c>.</summary>
    Member,

    /// <summary>In the management account, and in an account that has left its organization: root itself has to act.</summary>
    NotMember,
}
