namespace RootWatch.Cli.Aws;

/// <summary>Work on many accounts and regions at once.</summary>
internal static class InParallel
{
    private const int Most = 16;

    /// <summary>Works on every item, 16 at a time; the results come in the order of the items.</summary>
    /// <param name="items">What is worked on.</param>
    /// <param name="work">The work; what it throws ends all of it.</param>
    /// <param name="done">Called after each item.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async Task<IReadOnlyList<TResult>> ForEachAsync<TItem, TResult>(
        IReadOnlyList<TItem> items, Func<TItem, CancellationToken, Task<TResult>> work, Action done, CancellationToken cancellationToken)
    {
        var results = new TResult[items.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = Most, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, items.Count, options, async (place, token) =>
        {
            results[place] = await work(items[place], token);
            done();
        });
        return results;
    }
}
