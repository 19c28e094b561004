using System.Collections.Concurrent;
using System.Text;

namespace RootWatch.Detection.Requests;

/// <summary>A name in a request, in small letters and without <c>-</c>, <c>_</c> and <c>.</c>, with what is asked of every name.</summary>
internal sealed class RequestName
{
    private const int Longest = 128;

    // Names are remembered, since nearly all requests have the same ones; not without bound, for an attacker may make them up.
    private const int MostRemembered = 4096;
    private const int LongestRemembered = 64;

    // Names that only wrap what the name above them means.
    private static readonly string[] Wrappers = ["items", "item", "member", "content"];

    private static readonly ConcurrentDictionary<byte[], RequestName> Known = new(Utf8Comparer.Instance);
    private static readonly ConcurrentDictionary<byte[], RequestName>.AlternateLookup<ReadOnlySpan<byte>> KnownBytes = Known.GetAlternateLookup<ReadOnlySpan<byte>>();
    private static int _count;

    private RequestName(string written)
    {
        Text = Normal(written);
        IsWrapper = Array.IndexOf(Wrappers, Text) >= 0;
        IsFreeText = FreeText.IsNamed(Text);
        NamesRootWatch = RootWatchName.IsIn(written);
        Traits = (Direction.IsRemoval(Text) ? NameTraits.Removal : NameTraits.None)
            | (Direction.IsAddition(Text) ? NameTraits.Addition : NameTraits.None)
            | (Text == "condition" ? NameTraits.Condition : NameTraits.None);
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

        if (KnownBytes.TryGetValue(name, out var known))
        {
            return known;
        }

        var made = new RequestName(Encoding.UTF8.GetString(name));
        if (_count < MostRemembered && KnownBytes.TryAdd(name, made))
        {
            Interlocked.Increment(ref _count);
        }

        return made;
    }

    public static string Normal(string name) =>
        name.Length > Longest ? string.Empty : name.Replace("-", string.Empty, StringComparison.Ordinal).Replace("_", string.Empty, StringComparison.Ordinal).Replace(".", string.Empty, StringComparison.Ordinal).ToLowerInvariant();
}
