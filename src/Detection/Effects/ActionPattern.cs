namespace RootWatch.Detection.Effects;

/// <summary>Some actions of some services: "sso|sso-directory: Create* *Assignment". A star stands for anything, "*:" for every service.</summary>
internal sealed class ActionPattern
{
    private readonly string[] _services;
    private readonly string[][] _names;

    private ActionPattern(string[] services, string[][] names) => (_services, _names) = (services, names);

    public static ActionPattern Parse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return new ActionPattern(
            text[..colon].Split('|'),
            [.. text[(colon + 1)..].Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Select(name => name.Split('*'))]);
    }

    public static bool Any(ActionPattern[] patterns, AwsAction action)
    {
        foreach (var pattern in patterns)
        {
            if (pattern.Matches(action))
            {
                return true;
            }
        }

        return false;
    }

    public bool Matches(AwsAction action) => IsOf(action.Service) && Names(action.Name);

    private bool IsOf(string service)
    {
        foreach (var known in _services)
        {
            if (known is "*" || known.Equals(service, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private bool Names(string name)
    {
        foreach (var parts in _names)
        {
            if (Matches(name, parts))
            {
                return true;
            }
        }

        return false;
    }

    // The parts between the stars, in their order: the first begins the name and the last ends it. Capitals begin words: "DeleteStack" holds no "Test".
    private static bool Matches(ReadOnlySpan<char> name, string[] parts)
    {
        if (!name.StartsWith(parts[0], StringComparison.Ordinal))
        {
            return false;
        }

        name = name[parts[0].Length..];
        for (var i = 1; i < parts.Length - 1; i++)
        {
            var found = name.IndexOf(parts[i], StringComparison.Ordinal);
            if (found < 0)
            {
                return false;
            }

            name = name[(found + parts[i].Length)..];
        }

        return parts.Length == 1 ? name.IsEmpty : name.EndsWith(parts[^1], StringComparison.Ordinal);
    }
}
