using System.Collections.Immutable;

namespace RootWatch.Detection.Counters;

/// <summary>How much of something a session has done so far.</summary>
/// <param name="Count">How much.</param>
/// <param name="Names">What was counted, where each name counts once; may hold text from records.</param>
public sealed record Tally(int Count, ImmutableList<string> Names)
{
    // Bounds what an attacker can make it hold. It is more than any threshold asks for.
    private const int Most = 64;

    /// <summary>Nothing yet.</summary>
    public static Tally Nothing { get; } = new(0, []);

    internal Tally With(int amount) => amount == 0 ? this : this with { Count = (int)Math.Min((long)Count + amount, int.MaxValue) };

    internal Tally With(string name) => Names.Count >= Most || Names.Contains(name) ? this : new Tally(Count + 1, Names.Add(name));
}
