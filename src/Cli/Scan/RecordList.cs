namespace RootWatch.Cli.Scan;

/// <summary>A list of events in an object, such as a log file's <c>Records</c>.</summary>
/// <param name="depth">The object's depth.</param>
internal sealed class RecordList(int depth)
{
    public int Depth => depth;

    /// <summary>Whether what is read stands in the list, not beside it in the same object.</summary>
    public bool IsOpen { get; set; }

    /// <summary>Whether the list holds the results of a query that did not finish.</summary>
    public bool IsUnfinished { get; set; }
}
