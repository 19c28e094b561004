namespace RootWatch.Cli.Scan;

/// <summary>What a scan prints.</summary>
internal enum ScanFormat
{
    /// <summary>Incidents, for people.</summary>
    Table,

    /// <summary>Findings, one JSON object a line.</summary>
    Jsonl,

    /// <summary>Incidents, one JSON object a line.</summary>
    Incidents,
}
