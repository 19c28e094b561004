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

    public bool Matches(AwsAction action) =>
        (_services is ["*"] || _services.Contains(action.Service, StringComparer.OrdinalIgnoreCase)) && Array.Exists(_names, parts => Matches(action.Name, parts));

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
