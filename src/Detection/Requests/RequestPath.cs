namespace RootWatch.Detection.Requests;

/// <summary>Where in a request a value stands: the names above it, in small letters and without <c>-</c>, <c>_</c> and <c>.</c>.</summary>
internal sealed class RequestPath
{
    // Few requests are deeper.
    private readonly List<Level> _levels = new(capacity: 4) { Level.Outermost };

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
    public string Name => _levels[^1].Meaning.Text;

    /// <summary>Whether the name directly above the value says that it is free text.</summary>
    public bool IsFreeText => _levels[^1].Name.IsFreeText;

    /// <summary>The name so many objects above the value; empty where there is none.</summary>
    public string Above(int objects) => objects < _levels.Count ? _levels[^(objects + 1)].Name.Text : string.Empty;

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
    public bool Has(Predicate<string> name)
    {
        foreach (var level in _levels)
        {
            if (name(level.Name.Text))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the name of the value, or of something that it stands in, has the trait.</summary>
    public bool Has(NameTraits trait) => (_levels[^1].Traits & trait) != NameTraits.None;

    public void EnterObject() => _levels.Add(new Level(RequestName.None, RequestName.None, 0, _levels[^1].Traits));

    public void LeaveObject() => _levels.RemoveAt(Depth);

    public void EnterArray() => _levels[^1] = _levels[^1] with { Arrays = Arrays + 1 };

    public void LeaveArray() => _levels[^1] = _levels[^1] with { Arrays = Arrays - 1 };

    public void EnterProperty(RequestName name)
    {
        var above = Depth == 0 ? Level.Outermost : _levels[^2];
        _levels[^1] = new Level(name, name.IsWrapper ? above.Meaning : name, 0, name.Traits | above.Traits);
    }

    /// <summary>Back to where a text began that turned out not to be JSON.</summary>
    public void ReturnTo(int depth, int arrays)
    {
        _levels.RemoveRange(depth + 1, Depth - depth);
        _levels[^1] = _levels[^1] with { Arrays = arrays };
    }

    /// <param name="Name">The name of the value at this level.</param>
    /// <param name="Meaning">The same, or the name of what wraps the value.</param>
    /// <param name="Arrays">How many arrays are open since then.</param>
    /// <param name="Traits">What this name and those above it say.</param>
    private readonly record struct Level(RequestName Name, RequestName Meaning, int Arrays, NameTraits Traits)
    {
        public static Level Outermost { get; } = new(RequestName.None, RequestName.None, 0, NameTraits.None);
    }
}
