using RootWatch.Cli.Aws;

namespace RootWatch.Infrastructure.Tests.Verify;

public sealed class InParallelTests
{
    [Fact]
    public async Task Results_come_in_the_order_of_the_items_whichever_is_ready_first()
    {
        TaskCompletionSource second = new();
        var done = 0;

        var results = await InParallel.ForEachAsync(
            ["first", "second"],
            async (item, _) =>
            {
                if (item is "first")
                {
                    await second.Task;
                }

                second.TrySetResult();
                return item.ToUpperInvariant();
            },
            () => Interlocked.Increment(ref done),
            TestContext.Current.CancellationToken);

        results.ShouldBe(["FIRST", "SECOND"]);
        done.ShouldBe(2);
    }

    [Fact]
    public async Task Sixteen_at_a_time_and_no_more()
    {
        TaskCompletionSource sixteen = new();
        var (now, most) = (0, 0);

        await InParallel.ForEachAsync(
            Enumerable.Range(0, 100).ToList(),
            async (item, _) =>
            {
                var count = Interlocked.Increment(ref now);
                InterlockedMax(ref most, count);
                if (count == 16)
                {
                    sixteen.TrySetResult();
                }

                await sixteen.Task;
                Interlocked.Decrement(ref now);
                return item;
            },
            static () => { },
            TestContext.Current.CancellationToken);

        most.ShouldBe(16);
    }

    private static void InterlockedMax(ref int most, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref most)) < value && Interlocked.CompareExchange(ref most, value, seen) != seen)
        {
        }
    }
}
