namespace RootWatch.Cli.Scan;

/// <summary>What a JSON object among logs is.</summary>
internal enum RecordKind
{
    /// <summary>Neither, or not certain yet.</summary>
    None,

    /// <summary>A CloudTrail record.</summary>
    Record,

    /// <summary>What EventBridge delivers, with the record as its detail.</summary>
    Envelope,
}
