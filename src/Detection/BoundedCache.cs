namespace RootWatch.Detection;

/// <summary>
/// Remembers what keys come to, since nearly all records have the same ones. An attacker can invent keys without end: each
/// has one place, and the latest one takes it. So it never grows, and common values soon return.
/// </summary>
/// <param name="make">Works a value out; always the same for the same key.</param>
/// <param name="places">How many values are remembered at most.</param>
internal sealed class BoundedCache<TKey, TValue>(Func<TKey, TValue> make, int places)
    where TKey : IEquatable<TKey>
{
    private readonly Entry?[] _entries = new Entry?[places];

    public TValue Of(TKey key)
    {
        ref var place = ref _entries[(uint)key.GetHashCode() % (uint)_entries.Length];
        if (place is { } entry && entry.Key.Equals(key))
        {
            return entry.Value;
        }

        var made = new Entry(key, make(key));
        place = made;
        return made.Value;
    }

    private sealed record Entry(TKey Key, TValue Value);
}
