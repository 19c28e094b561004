namespace RootWatch.Cli.Scan;

/// <summary>The properties by which a reader tells what an object is.</summary>
internal enum ObjectProperty
{
    /// <summary>Any other.</summary>
    Other,

    /// <summary>A record's identity.</summary>
    UserIdentity,

    /// <summary>What EventBridge calls an event's kind.</summary>
    DetailType,

    /// <summary>What EventBridge carries.</summary>
    Detail,

    /// <summary>S3's own notifications look like records but for it.</summary>
    S3,

    /// <summary>How far a query is.</summary>
    Status,

    /// <summary>A list of events.</summary>
    List,
}
