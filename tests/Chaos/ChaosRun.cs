using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using RootWatch.Bridge.Incidents.AzureTables;

namespace RootWatch.Chaos;

/// <summary>
/// Delivers a load to two function apps on one storage while channels fail and the processes are killed, and
/// counts what came out at the other end.
/// </summary>
internal sealed class ChaosRun(ChaosOptions options) : IDisposable
{
    private const string Key = "the-function-key-of-the-chaos-harness";
    private const int Couriers = 8;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SettlesWithin = TimeSpan.FromMinutes(3);

    private readonly Random _random = new(options.Seed + 1);
    private readonly SemaphoreSlim _hit = new(0);
    private int _delivered;
    private int _kills;

    public async Task<(Tally Tally, IReadOnlyList<string> Problems)> RunAsync(Action<string> says, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var load = Load.Create(options);
        says($"{load.Deliveries.Count} deliveries of {options.Envelopes} envelopes, {load.RootRecords} of them root's; {load.Expected.Count} incidents are due.");
        await using var storage = await Storage.StartAsync(cancellationToken);
        await using var sinks = await RecordingSinks.StartAsync(TimeProvider.System, cancellationToken);
        sinks.Sns.Faults.Choose = () => Fault(canLose: false);
        sinks.Workflow.Faults.Choose = () => Fault(canLose: true);
        var ports = FreePorts(2);
        await using var one = new BridgeProcess(ports[0], Settings(storage, sinks, ports[0]));
        await using var other = new BridgeProcess(ports[1], Settings(storage, sinks, ports[0]));
        BridgeProcess[] bridges = [one, other];
        await Task.WhenAll(bridges.Select(bridge => bridge.StartAsync(cancellationToken)));
        var destinations = bridges.Select(bridge => new ApiDestination(
            bridge.EventsUrl, new ApiDestinationConnection("x-functions-key", Key), new RetryPolicy { MaximumRetryAttempts = 0 }, TimeProvider.System, new Random(options.Seed))).ToArray();
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var heart = BeatAsync(destinations, done.Token);
        await Task.WhenAll(KillAsync(bridges, cancellationToken), DeliverAsync(load, destinations, cancellationToken));
        says($"All is delivered after {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s; the heartbeats finish what is due.");
        await SettleAsync(storage, cancellationToken);
        await done.CancelAsync();
        await heart;
        Array.ForEach(destinations, destination => destination.Dispose());
        return Tally.Of(load, sinks.Sns.Received, sinks.Workflow.Received, _delivered, _kills, Stopwatch.GetElapsedTime(started), options.Seed);
    }

    public void Dispose() => _hit.Dispose();

    private static Dictionary<string, string> Settings(Storage storage, RecordingSinks sinks, int receiptsTo) => new(StringComparer.Ordinal)
    {
        ["LocalHost__FunctionKeys__0"] = Key,
        ["Logging__LogLevel__Default"] = "Critical",
        ["Ledger__ConnectionString"] = storage.ConnectionString,
        ["Notifications__SecondsBetweenMessages"] = "2",

        // A digest tells many incidents without naming each to a machine.
        ["Notifications__MostIn5Seconds"] = "100000",
        ["Heartbeat__Weekly"] = "false",
        ["Links__BaseUrl"] = $"http://127.0.0.1:{receiptsTo}",
        ["Links__Keys__chaos"] = "0123456789abcdef0123456789abcdef",
        ["Sns__TopicArn"] = "arn:aws:sns:eu-central-1:111122223333:root-use",
        ["Sns__ServiceUrl"] = sinks.SnsUrl.AbsoluteUri,
        ["Teams__Via"] = "Workflow",
        ["Teams__Workflow__Url"] = sinks.WorkflowUrl.AbsoluteUri,
        ["Teams__Workflow__ReceiptsRequired"] = "true",
        ["Teams__Workflow__ReceiptWithinSeconds"] = "5",
        ["AWS_ACCESS_KEY_ID"] = "chaos",
        ["AWS_SECRET_ACCESS_KEY"] = "chaos",
    };

    public static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        int[] ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        listeners.ForEach(listener => listener.Stop());
        return ports;
    }

    private Fault? Fault(bool canLose)
    {
        lock (_random)
        {
            // Some kills come just while a message is under way: the moment that matters most.
            if (_hit.CurrentCount == 0)
            {
                _hit.Release();
            }

            return _random.NextDouble() >= ChaosOptions.Faults ? null : _random.Next(canLose ? 7 : 6) switch
            {
                0 => new Fault.Status(429, RetryAfter: "1"),
                1 => new Fault.Status(429),
                2 => new Fault.Status(500),
                3 => new Fault.Status(502, "<html><body>Bad gateway</body></html>", "text/html"),
                4 => new Fault.Reset(),
                5 => new Fault.Hang(),
                6 => new Fault.Lost(),
                _ => throw new NotSupportedException(),
            };
        }
    }

    private T Random<T>(Func<Random, T> choose)
    {
        lock (_random)
        {
            return choose(_random);
        }
    }

    private async Task KillAsync(BridgeProcess[] bridges, CancellationToken cancellationToken)
    {
        while (_kills < options.Kills)
        {
            var began = Stopwatch.GetTimestamp();
            await Task.Delay(options.Pace * Random(random => random.NextDouble() * 0.6), TimeProvider.System, cancellationToken);
            if (Random(random => random.Next(2)) == 0)
            {
                _hit.Wait(TimeSpan.Zero, cancellationToken);
                await _hit.WaitAsync(options.Pace, cancellationToken);
                await Task.Delay(TimeSpan.FromMilliseconds(Random(random => random.Next(30))), TimeProvider.System, cancellationToken);
            }

            await bridges[Random(random => random.Next(bridges.Length))].KillAsync(cancellationToken);
            _kills++;
            var left = options.Pace - Stopwatch.GetElapsedTime(began);
            await Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero, TimeProvider.System, cancellationToken);
        }
    }

    // Spread over the time that the kills take.
    private async Task DeliverAsync(Load load, ApiDestination[] destinations, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        var between = options.Pace * options.Kills / load.Deliveries.Count;
        using var places = new SemaphoreSlim(Couriers * 16);
        var deliveries = new List<Task>();
        foreach (var (index, envelope) in load.Deliveries.Index())
        {
            var early = (between * index) - Stopwatch.GetElapsedTime(began);
            if (early > TimeSpan.FromMilliseconds(15))
            {
                await Task.Delay(early, TimeProvider.System, cancellationToken);
            }

            await places.WaitAsync(cancellationToken);
            deliveries.Add(Task.Run(
                async () =>
                {
                    await DeliverAsync(envelope, destinations, cancellationToken);
                    places.Release();
                },
                cancellationToken));
        }

        await Task.WhenAll(deliveries);
    }

    // EventBridge's retries, only sooner: what waits for minutes there waits for seconds here.
    private async Task DeliverAsync(byte[] envelope, ApiDestination[] destinations, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            var report = await destinations[Random(random => random.Next(destinations.Length))].DeliverAsync(envelope, cancellationToken);
            if (report.IsDelivered)
            {
                Interlocked.Increment(ref _delivered);
                return;
            }

            var last = report.Attempts[^1];
            if (!last.IsRetriable)
            {
                throw new InvalidOperationException($"The bridge dropped an event: {last.Status} {last.Body}");
            }

            var backoff = TimeSpan.FromMilliseconds(100 * Math.Pow(2, Math.Min(attempt, 5)) * (0.5 + Random(random => random.NextDouble())));
            var wait = last.RetryAfter > backoff ? last.RetryAfter.Value : backoff;
            await Task.Delay(wait < LongestWait ? wait : LongestWait, TimeProvider.System, cancellationToken);
        }
    }

    private async Task BeatAsync(ApiDestination[] destinations, CancellationToken cancellationToken)
    {
        var heartbeat = Encoding.UTF8.GetBytes("""{"version":"0","id":"heartbeat","detail-type":"RootWatch Heartbeat","source":"rootwatch","account":"111122223333","region":"us-east-1","detail":{}}""");
        try
        {
            while (true)
            {
                await Task.Delay(SweepEvery, TimeProvider.System, cancellationToken);
                await destinations[Random(random => random.Next(destinations.Length))].DeliverAsync(heartbeat, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }

    /// <summary>Waits until the ledger holds nothing that is due.</summary>
    private static async Task SettleAsync(Storage storage, CancellationToken cancellationToken)
    {
        var table = new Azure.Data.Tables.TableClient(storage.ConnectionString, new LedgerOptions().TableName);
        var store = new AzureTableIncidentStore(table, TimeProvider.System);
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            List<string> open = [];
            foreach (var account in await store.QueryAsync("accounts", string.Empty, cancellationToken))
            {
                foreach (var delivery in await store.QueryAsync(account.Key, "delivery|", cancellationToken))
                {
                    var content = Encoding.UTF8.GetString(delivery.Content.Span);
                    if (content.Contains("\"state\":\"Due\"", StringComparison.Ordinal)
                        || content.Contains("\"state\":\"Leased\"", StringComparison.Ordinal)
                        || (content.Contains("\"state\":\"AcceptedUnproven\"", StringComparison.Ordinal) && !content.Contains("\"receiptDue\":null", StringComparison.Ordinal)))
                    {
                        open.Add(delivery.Key);
                    }
                }

                var ledger = await store.FindAsync(account.Key, "account", cancellationToken);
                if (ledger is not null && Encoding.UTF8.GetString(ledger.Content.Span).Contains("\"held\":{", StringComparison.Ordinal))
                {
                    open.Add($"{account.Key} holds news");
                }
            }

            if (open.Count == 0)
            {
                return;
            }

            if (Stopwatch.GetElapsedTime(began) > SettlesWithin)
            {
                throw new TimeoutException($"Still due after {SettlesWithin}: {string.Join(", ", open)}");
            }

            await Task.Delay(SweepEvery, TimeProvider.System, cancellationToken);
        }
    }
}
