namespace RootWatch.Detection.AwsAlarms;

/// <summary>Who is meant by a name in an alarm.</summary>
internal enum Owner
{
    /// <summary>Nobody: a key, an account, or nothing.</summary>
    Unnamed,

    /// <summary>Root.</summary>
    Root,

    /// <summary>A user or a role.</summary>
    SomebodyElse,
}
