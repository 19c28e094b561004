namespace RootWatch.Detection.Requests;

/// <summary>Where in a request a value stands: the names above it, in small letters and without <c>-</c>, <c>_</c> and <c>.</c>.</summary>
internal sealed class RequestPath
{
    private const int LongestName = 128;

    // Names that only wrap what the name above them means.
    private static readonly string[] Wrappers = ["items", "item", "member", "content"];

    private readonly List<(string Name, int Arrays)> _levels = [(string.Empty, 0)];

    /// <summary>How many objects are open.</summary>
    public int Depth => _levels.Count - 1;

    /// <summary>The value stands directly in an array.</summary>
    public bool IsItem => Arrays > 0;

    /// <summary>The object in which the value stands is an item of an array.</summary>
    public bool IsInItem => Depth > 0 && _levels[^2].Arrays > 0;

    /// <summary>How many arrays are open since the value's name.</summary>
    public int Arrays => _levels[^1].Arrays;

    /// <summary>The value stands in JSON that is itself a string's value, as policies are.</summary>
    public bool IsInText { get; set; }

    /// <summary>The name of the value, or of what wraps it.</summary>
    public string Name => NearestExcept(Wrappers);

    /// <summary>The name so many objects above the value; empty where there is none.</summary>
    public string Above(int objects) => objects < _levels.Count ? _levels[^(objects + 1)].Name : string.Empty;

    /// <summary>The nearest name that is none of these; empty where there is none.</summary>
    public string NearestExcept(string[] names)
    {
        var objects = 0;
        while (Array.IndexOf(names, Above(objects)) >= 0)
        {
            objects++;
        }

        return Above(objects);
    }

    /// <summary>Whether the value or something that it stands in has such a name.</summary>
    public bool Has(Predicate<string> name) => _levels.Exists(level => name(level.Name));

    public void EnterObject() => _levels.Add((string.Empty, 0));

    public void LeaveObject() => _levels.RemoveAt(Depth);

    public void EnterArray() => _levels[^1] = (_levels[^1].Name, _levels[^1].Arrays + 1);

    public void LeaveArray() => _levels[^1] = (_levels[^1].Name, _levels[^1].Arrays - 1);

    public void EnterProperty(string name) => _levels[^1] = (Normal(name), 0);

    /// <summary>Back to where a text began that turned out not to be JSON.</summary>
    public void ReturnTo(int depth, int arrays)
    {
        _levels.RemoveRange(depth + 1, Depth - depth);
        _levels[^1] = (_levels[^1].Name, arrays);
    }

    public static string Normal(string name) =>
        name.Length > LongestName ? string.Empty : name.Replace("-", string.Empty, StringComparison.Ordinal).Replace("_", string.Empty, StringComparison.Ordinal).Replace(".", string.Empty, StringComparison.Ordinal).ToLowerInvariant();
}
