using System.Text;

namespace RootWatch.Detection.Requests;

/// <summary>A name in a request, in small letters and without <c>-</c>, <c>_</c> and <c>.</c>, with what is asked of every name.</summary>
internal sealed class RequestName
{
    private const int Longest = 128;

    private const int LongestRemembered = 64;
    private const int Places = 4096;

    // Names that only wrap what the name above them means.
    private static readonly string[] Wrappers = ["items", "item", "member", "content"];

    // As in BoundedCache, but a name that is known need not become a string to be found.
    private static readonly RequestName?[] Known = new RequestName?[Places];

    private byte[] _written = [];

    private RequestName(string written)
    {
        Text = Normal(written);
        IsWrapper = Array.IndexOf(Wrappers, Text) >= 0;
        IsFreeText = FreeText.IsNamed(Text);
        NamesRootWatch = RootWatchName.IsIn(written);
        Traits = (Direction.IsRemoval(Text) ? NameTraits.Removal : NameTraits.None)
            | (Direction.IsAddition(Text) ? NameTraits.Addition : NameTraits.None)
            | (Text == "condition" ? NameTraits.Condition : NameTraits.None)
            | (LetsInReader.Knows(Text) ? NameTraits.Access : NameTraits.None);
    }

    /// <summary>No name: of what stands in nothing.</summary>
    public static RequestName None { get; } = new(string.Empty);

    public string Text { get; }

    public bool IsWrapper { get; }

    public bool IsFreeText { get; }

    public bool NamesRootWatch { get; }

    public NameTraits Traits { get; }

    /// <param name="name">As written, without quotation marks.</param>
    /// <param name="isEscaped">It holds a backslash.</param>
    public static RequestName Of(ReadOnlySpan<byte> name, bool isEscaped)
    {
        if (isEscaped || name.Length > LongestRemembered)
        {
            return new RequestName(JsonText.Of(name, isEscaped));
        }

        var hash = default(HashCode);
        hash.AddBytes(name);
        ref var place = ref Known[(uint)hash.ToHashCode() % Places];
        if (place is { } known && name.SequenceEqual(known._written))
        {
            return known;
        }

        var made = new RequestName(Encoding.UTF8.GetString(name)) { _written = name.ToArray() };
        place = made;
        return made;
    }

    public static string Normal(string name) =>
        name.Length > Longest ? string.Empty : name.Replace("-", string.Empty, StringComparison.Ordinal).Replace("_", string.Empty, StringComparison.Ordinal).Replace(".", string.Empty, StringComparison.Ordinal).ToLowerInvariant();
}
