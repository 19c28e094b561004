using System.Diagnostics;
using RootWatch.Bridge.Storage;

namespace RootWatch.SideBySide.Bridge;

/// <summary>What an event costs where few accounts are known, and where many are.</summary>
internal sealed class ManyAccounts : IComparison
{
    private const int RoundCount = 5;
    private const int Measured = 300;
    private const int Few = 10;
    private const int Many = 10_000;
    private const int Connections = 8;

    public string Name => "many-accounts";

    public async Task<IReadOnlyList<Row>> MeasureAsync(CancellationToken cancellationToken)
    {
        var costs = await CostsAsync(cancellationToken);
        return [new("a finding where 10,000 accounts are known, table in memory", "ms", costs[1]) { Peer = "where 10 are", Peers = costs[0], Goal = Goal.RatioAtMost(1.3) }];
    }

    private static async Task<IReadOnlyList<IReadOnlyList<double>>> CostsAsync(CancellationToken cancellationToken)
    {
        await using var few = await KnowingAsync(Few, cancellationToken);
        await using var many = await KnowingAsync(Many, cancellationToken);
        var (ofFew, ofMany) = (Few, Many);
        return await Rounds.InTurnAsync(RoundCount, [token => CostAsync(few, ofFew += Measured, token), token => CostAsync(many, ofMany += Measured, token)], cancellationToken);
    }

    private static async Task<BenchBridge> KnowingAsync(int accounts, CancellationToken cancellationToken)
    {
        var bridge = await BenchBridge.StartAsync(new InMemoryIncidentStore(TimeProvider.System), cancellationToken);
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => EventClient.PostOnOneAsync(
            bridge.EventsUrl, () => Interlocked.Increment(ref next) is var number && number < accounts ? BenchEvents.Root(number) : null, cancellationToken)));
        return bridge;
    }

    // The first events of accounts that are new: all have the same history, none, however many are known.
    private static async Task<double> CostAsync(BenchBridge bridge, int from, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        await bridge.PostAsync(Enumerable.Range(from, Measured).Select(BenchEvents.Root), cancellationToken);
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds / Measured;
    }
}
