namespace RootWatch.Cli.Scan;

/// <summary>
/// The beginning of a list in a list. A query's row is a list of single values, each with its name; any other list
/// may be as long as a log, and its first element tells which it is.
/// </summary>
internal sealed class RowStart
{
    private const int MostProperties = 2;

    private int _elements;
    private int _properties;

    /// <summary>Where the first element starts, counted from the list's start.</summary>
    public int First { get; private set; }

    public bool IsList => _elements == 1 && _properties > MostProperties;

    public void TakeElement(int start)
    {
        First = _elements++ == 0 ? start : First;
    }

    public void TakeProperty() => _properties += _elements == 1 ? 1 : 0;
}
