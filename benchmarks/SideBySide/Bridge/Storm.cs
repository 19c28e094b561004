using RootWatch.Simulator.Sinks;

namespace RootWatch.SideBySide.Bridge;

/// <summary>10,000 findings of 1,000 accounts as fast as they go: the memory of the process, whose ledger is in it.</summary>
internal sealed class Storm : IComparison
{
    private const int Findings = 10_000;
    private const int Accounts = 1_000;
    private const int Measured = 500;

    // What waits for a digest is answered only after 5 s; so many are under way at once.
    private const int Connections = 400;

    public string Name => "storm";

    public async Task<IReadOnlyList<Row>> MeasureAsync(CancellationToken cancellationToken)
    {
        const string Work = "10,000 findings of 1,000 accounts: memory";
        var memory = await MemoryAsync(cancellationToken);
        return
        [
            new($"{Work} at its peak", "MB", [memory.Max()]) { Goal = Goal.AtMost(200) },
            new($"{Work} at the end", "MB", [memory[^1]]) { Peer = "after half of them", Peers = [memory[memory.Count / 2]], Goal = Goal.RatioAtMost(1.15) },
        ];
    }

    private static async Task<IReadOnlyList<double>> MemoryAsync(CancellationToken cancellationToken)
    {
        await using var sinks = await RecordingSinks.StartAsync(TimeProvider.System, cancellationToken);
        await using var bridge = await LocalHostProcess.StartAsync(sinks, cancellationToken);
        List<double> memory = [];
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => EventClient.PostOnOneAsync(bridge.EventsUrl, Next, cancellationToken)));
        return memory;

        byte[]? Next()
        {
            var number = Interlocked.Increment(ref next);
            if (number % Measured == 0)
            {
                lock (memory)
                {
                    memory.Add(bridge.Memory);
                }
            }

            return number < Findings ? BenchEvents.Root(number % Accounts) : null;
        }
    }
}
