using Azure.Core;
using RootWatch.Bridge.Storage;
using RootWatch.Bridge.Storage.AzureTables;
using RootWatch.Chaos;

namespace RootWatch.SideBySide.Bridge;

/// <summary>The first root event of an account, told in both channels and answered; and what it asks of the table.</summary>
internal sealed class RootEvents : IComparison
{
    private const int WarmUp = 200;
    private const int Most = 1_000;
    private static readonly TimeSpan Lasts = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Call = TimeSpan.FromMilliseconds(100);

    public string Name => "root-events";

    public async Task<IReadOnlyList<Row>> MeasureAsync(CancellationToken cancellationToken)
    {
        var inMemory = await LatenciesAsync(new InMemoryIncidentStore(TimeProvider.System), cancellationToken);
        await using var azurite = await Storage.StartAsync(cancellationToken);
        var options = new LedgerOptions { ConnectionString = azurite.ConnectionString, TableName = "Bench" };
        var onAzurite = await LatenciesAsync(new AzureTableIncidentStore(options.Table(DelegatedTokenCredential.Create(static (_, _) => default)), TimeProvider.System), cancellationToken);
        return
        [
            new("root event sent to both channels, table in memory, p50", "ms", [inMemory.P50]) { Goal = Goal.AtMost(5) },
            new("root event sent to both channels, table in memory, p99", "ms", [inMemory.P99]) { Goal = Goal.AtMost(25) },
            new("root event sent to both channels, table on Azurite, p50", "ms", [onAzurite.P50]) { Goal = Goal.AtMost(20) },
            new("root event sent to both channels, table on Azurite, p99", "ms", [onAzurite.P99]) { Goal = Goal.AtMost(60) },
            .. await RoundTripsAsync(cancellationToken),
        ];
    }

    private static async Task<Latencies> LatenciesAsync(IIncidentStore store, CancellationToken cancellationToken)
    {
        await using var bridge = await BenchBridge.StartAsync(store, cancellationToken);
        await bridge.PostAsync(Enumerable.Range(0, WarmUp).Select(BenchEvents.Root), cancellationToken);
        var ends = TimeProvider.System.GetUtcNow() + Lasts;
        return await bridge.PostAsync(Enumerable.Range(WarmUp, Most).TakeWhile(_ => TimeProvider.System.GetUtcNow() < ends).Select(BenchEvents.Root), cancellationToken);
    }

    // A call takes so long that all the rest takes no time beside it; calls at once take the time of one.
    private static async Task<IReadOnlyList<Row>> RoundTripsAsync(CancellationToken cancellationToken)
    {
        var store = new MeasuredStore(new InMemoryIncidentStore(TimeProvider.System), Call);
        await using var bridge = await BenchBridge.StartAsync(store, cancellationToken);
        await bridge.PostAsync(Enumerable.Range(0, 10).Select(BenchEvents.Root), cancellationToken);
        var first = BenchEvents.Root(10);
        return
        [
            await CountAsync("first root event of an account: table round trips", first, Goal.AtMost(4)),
            await CountAsync("the same event once more: table round trips", first, Goal.AtMost(2)),
            await CountAsync("second event of its incident: table round trips", BenchEvents.Root(10), goal: null),
        ];

        async Task<Row> CountAsync(string work, byte[] root, Goal? goal)
        {
            var calls = store.Calls;
            var answered = await bridge.PostAsync([root], cancellationToken);
            return new Row($"{work} ({store.Calls - calls} calls)", string.Empty, [Math.Floor(answered.P50 / Call.TotalMilliseconds)]) { Goal = goal };
        }
    }
}
