using RootWatch.Bridge.Storage;

namespace RootWatch.SideBySide.Bridge;

/// <summary>Heartbeats of a large organization: 10,000 accounts in 17 regions, every 5 minutes.</summary>
internal sealed class Heartbeats : IComparison
{
    private const int Spokes = 170_000;
    private const int Connections = 8;
    private const double AskedPerSecond = Spokes / 300.0;
    private static readonly TimeSpan Lasts = TimeSpan.FromSeconds(10);
    private int _next = -1;

    public string Name => "heartbeats";

    public async Task<IReadOnlyList<Row>> MeasureAsync(CancellationToken cancellationToken)
    {
        var store = new MeasuredStore(new InMemoryIncidentStore(TimeProvider.System), TimeSpan.FromMilliseconds(5));
        await using var bridge = await BenchBridge.StartAsync(store, cancellationToken);
        while (_next < Spokes)
        {
            await EventClient.PostAsync(bridge.EventsUrl, Next, Connections, TimeSpan.FromSeconds(1), cancellationToken);
        }

        // From here on every spoke is known, and a sweep falls into the time that is measured.
        var calls = store.Calls;
        var answered = await EventClient.PostAsync(bridge.EventsUrl, Next, Connections, Lasts, cancellationToken);
        const string Work = "heartbeats answered, 170,000 spokes known";
        return
        [
            new(Work, "heartbeats/s", [answered.Count / Lasts.TotalSeconds]) { Goal = Goal.AtLeast(AskedPerSecond) },
            new($"{Work}, p99", "ms", [answered.P99]),
            new($"{Work}: store calls for each", string.Empty, [(double)(store.Calls - calls) / answered.Count]) { Goal = Goal.AtMost(3) },
        ];
    }

    private byte[] Next() => BenchEvents.Heartbeat(Interlocked.Increment(ref _next) % Spokes);
}
