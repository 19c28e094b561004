namespace RootWatch.Cli.Scan;

/// <summary>What a JSON object among logs is.</summary>
internal enum RecordKind
{
    /// <summary>Nothing that tells of an event, such as a digest file.</summary>
    None,

    /// <summary>A CloudTrail record.</summary>
    Record,

    /// <summary>What EventBridge delivers, with the record as its detail.</summary>
    Envelope,
}
