using System.Collections.Concurrent;

namespace RootWatch.Detection;

/// <summary>
/// Remembers what names come to, since nearly all records have the same ones. Bounded: an attacker may make up as many as
/// they like, and from then on nothing more is remembered.
/// </summary>
/// <param name="make">Works a value out; the same for the same key.</param>
/// <param name="most">How many values are remembered.</param>
internal sealed class BoundedCache<TKey, TValue>(Func<TKey, TValue> make, int most)
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, TValue> _values = new();
    private int _count;

    public TValue Of(TKey key)
    {
        if (_values.TryGetValue(key, out var known))
        {
            return known;
        }

        var value = make(key);
        if (_count < most && _values.TryAdd(key, value))
        {
            Interlocked.Increment(ref _count);
        }

        return value;
    }
}
