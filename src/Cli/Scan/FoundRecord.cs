namespace RootWatch.Cli.Scan;

/// <summary>Takes one JSON object that stands for one event.</summary>
/// <param name="json">An EventBridge envelope, or a CloudTrail record.</param>
/// <param name="kind">Which of the two.</param>
internal delegate void FoundRecord(ReadOnlySpan<byte> json, RecordKind kind);
