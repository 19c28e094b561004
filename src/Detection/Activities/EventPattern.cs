namespace RootWatch.Detection.Activities;

/// <summary>Some events of one service: "iam: CreateUser List*", the source without ".amazonaws.com". A star stands for all, for any ending, or for any beginning and ending.</summary>
internal sealed record EventPattern(string Source, IReadOnlyList<string> Names)
{
    private readonly string[] _names = [.. Names];

    public static EventPattern Parse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return new EventPattern(text[..colon], text[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    public bool Matches(string eventSource, string eventName)
    {
        if (IsFrom(eventSource))
        {
            foreach (var name in _names)
            {
                if (Is(name, eventName))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool Is(ReadOnlySpan<char> name, ReadOnlySpan<char> eventName) =>
        name is ['*', _, ..] ? eventName.Contains(name.Trim('*'), StringComparison.OrdinalIgnoreCase)
        : name is [.. var beginning, '*'] ? eventName.StartsWith(beginning, StringComparison.OrdinalIgnoreCase)
        : eventName.Equals(name, StringComparison.OrdinalIgnoreCase);

    private bool IsFrom(string eventSource) =>
        Source is "*"
        || (eventSource.StartsWith(Source, StringComparison.OrdinalIgnoreCase) && (eventSource.Length == Source.Length || eventSource[Source.Length] == '.'));
}
