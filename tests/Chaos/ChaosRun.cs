using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using RootWatch.Bridge.Notifications.Teams;
using RootWatch.Bridge.Reconciliation;
using RootWatch.Bridge.Storage.AzureTables;
using RootWatch.Tests.Network;

namespace RootWatch.Chaos;

/// <summary>
/// Delivers a load to two function apps on one storage while the channels and the way to the storage fail and the
/// processes are killed, and counts what came out at the other end.
/// </summary>
internal sealed class ChaosRun(ChaosOptions options) : IDisposable
{
    private const string Key = "the-function-key-of-the-chaos-harness";
    private const int Couriers = 8;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SettlesWithin = TimeSpan.FromMinutes(3);

    private static readonly string TokenFolder = Path.Combine(Path.GetTempPath(), $"rootwatch-chaos-{Environment.ProcessId}");

    private static readonly JsonSerializerOptions StatusJson = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    private readonly Random _random = new(options.Seed + 1);
    private readonly SemaphoreSlim _hit = new(0);
    private int _delivered;
    private int _kills;
    private int _tableFaults;
    private int _threadsDeleted;
    private bool _isOver;
    private volatile string _refusing = string.Empty;

    public async Task<(Tally Tally, IReadOnlyList<string> Problems)> RunAsync(Action<string> says, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var load = Load.Create(options);
        says($"Teams through {options.Via}: {load.Deliveries.Count} deliveries of {options.Envelopes} envelopes, {load.RootRecords} of them root's, {load.Lost.Count} of which only AWS's event history has; {load.Expected.Count} incidents are due.");
        await using var storage = await Storage.StartAsync(cancellationToken);
        await using var sinks = await RecordingSinks.StartAsync(TimeProvider.System, cancellationToken);
        sinks.Sns.Faults.Choose = () => Fault("sns");
        sinks.Workflow.Faults.Choose = () => Fault("teams");
        sinks.Graph.Faults.Choose = () => Fault("teams");
        Remember(load.Lost, sinks.Aws);
        var ports = FreePorts(2);
        await using var oneTable = new FaultyProxy(storage.Port);
        await using var otherTable = new FaultyProxy(storage.Port);
        var settings = Settings(oneTable, sinks, ports[0]);
        if (options.Via == TeamsVia.Graph)
        {
            await Entra.SignInAsync(settings, cancellationToken);
        }

        await using var one = new BridgeProcess(ports[0], settings);
        await using var other = new BridgeProcess(ports[1], Settings(otherTable, sinks, ports[0]));
        BridgeProcess[] bridges = [one, other];
        await Task.WhenAll(bridges.Select(bridge => bridge.StartAsync(cancellationToken)));
        var destinations = bridges.Select(bridge => new ApiDestination(
            bridge.EventsUrl, new ApiDestinationConnection("x-functions-key", Key), new RetryPolicy { MaximumRetryAttempts = 0 }, TimeProvider.System, new Random(options.Seed))).ToArray();
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var calm = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var heart = BeatAsync(destinations, done.Token);
        using var client = new HttpClient { Timeout = LongestWait, DefaultRequestHeaders = { { "x-functions-key", Key } } };
        var faults = Task.WhenAll(AskAwsAsync(client, bridges, calm.Token), BreakTablesAsync([oneTable, otherTable], calm.Token), RefuseAsync(calm.Token), DeleteThreadsAsync(sinks.Graph, calm.Token));
        await Task.WhenAll(KillAsync(bridges, cancellationToken), DeliverAsync(load, destinations, cancellationToken));
        await calm.CancelAsync();
        await faults;
        says($"All is delivered after {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s; the heartbeats finish what is due.");

        // A channel that refused is tried again as soon as it is seen to work.
        await Task.WhenAll(destinations.Select(destination => DeliverAsync(TestEvent(), [destination], cancellationToken)));
        await AskAwsOnceMoreAsync(client, bridges[0], cancellationToken);
        await SettleAsync(storage, cancellationToken);
        await done.CancelAsync();
        await heart;
        Array.ForEach(destinations, destination => destination.Dispose());
        if (Directory.Exists(TokenFolder))
        {
            Directory.Delete(TokenFolder, recursive: true);
        }

        IReadOnlyList<TeamsPost> teams = options.Via == TeamsVia.Graph ? sinks.Graph.Received : sinks.Workflow.Received;
        return Tally.Of(load, sinks.Sns.Received, teams, _delivered, _kills, _tableFaults, _threadsDeleted, Stopwatch.GetElapsedTime(started), options.Seed);
    }

    public void Dispose() => _hit.Dispose();

    private Dictionary<string, string> Settings(FaultyProxy table, RecordingSinks sinks, int receiptsTo) => new(StringComparer.Ordinal)
    {
        ["LocalHost__FunctionKeys__0"] = Key,
        ["Logging__LogLevel__Default"] = "Critical",
        ["Ledger__ConnectionString"] = Storage.ConnectionStringOf(table.Port),
        ["Notifications__SecondsBetweenMessages"] = "2",

        // A digest tells many incidents without naming each to a machine.
        ["Notifications__MostIn5Seconds"] = "100000",
        ["Heartbeat__Weekly"] = "false",
        ["Reconcile__ExternalId"] = sinks.Aws.ExternalId,
        ["Reconcile__ServiceUrl"] = sinks.AwsUrl.AbsoluteUri,
        ["Reconcile__EveryMinutes"] = "1",
        ["Reconcile__TakeOverAfterSeconds"] = "10",
        ["Reconcile__FirstLookHours"] = ChaosOptions.History.TotalHours.ToString(CultureInfo.InvariantCulture),
        ["Links__BaseUrl"] = $"http://127.0.0.1:{receiptsTo}",
        ["Links__Keys__chaos"] = "0123456789abcdef0123456789abcdef",
        ["Sns__TopicArn"] = "arn:aws:sns:eu-central-1:111122223333:root-use",
        ["Sns__ServiceUrl"] = sinks.SnsUrl.AbsoluteUri,
        ["Teams__Via"] = options.Via.ToString(),
        ["Teams__Workflow__Url"] = sinks.WorkflowUrl.AbsoluteUri,
        ["Teams__Workflow__ReceiptsRequired"] = options.Via == TeamsVia.Workflow ? "true" : "false",
        ["Teams__Workflow__ReceiptWithinSeconds"] = "5",
        ["Teams__Graph__TenantId"] = "tenant-id",
        ["Teams__Graph__ClientId"] = "11111111-1111-4111-8111-111111111111",
        ["Teams__Graph__ClientSecret"] = "the-client-secret",
        ["Teams__Graph__TeamId"] = "team-id",
        ["Teams__Graph__ChannelId"] = "19:channel@thread.tacv2",
        ["Teams__Graph__TokenCachePath"] = Path.Combine(TokenFolder, "tokens"),
        ["Teams__Graph__BaseUrl"] = sinks.GraphUrl.AbsoluteUri,
        [Entra.SinkVariable] = sinks.BaseAddress.AbsoluteUri,
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

    private Fault? Fault(string channel)
    {
        lock (_random)
        {
            // Some kills come just while a message is under way: the moment that matters most.
            if (_hit.CurrentCount == 0)
            {
                _hit.Release();
            }

            if (_refusing.Contains(channel, StringComparison.Ordinal))
            {
                return new Fault.BadCredentials();
            }

            var canLose = channel is "teams" && options.Via == TeamsVia.Workflow;
            return _random.NextDouble() >= ChaosOptions.Faults ? null : _random.Next(canLose ? 10 : 9) switch
            {
                0 => new Fault.Status(429, RetryAfter: "1"),
                1 => new Fault.Status(429),
                2 => new Fault.Status(500),
                3 => new Fault.Status(502, "<html><body>Bad gateway</body></html>", "text/html"),
                4 => new Fault.Reset(),
                5 => new Fault.Hang(),
                6 => new Fault.SlowBody(TimeSpan.FromSeconds(3)),
                7 => new Fault.CutBody(),
                8 => _isOver ? null : new Fault.Status(200, "<html>Please sign in.</html>", "text/html"),
                9 => new Fault.Lost(),
                _ => throw new NotSupportedException(),
            };
        }
    }

    // Of one process at a time, mostly, so that they disagree about what is known.
    private async Task BreakTablesAsync(FaultyProxy[] tables, CancellationToken cancellationToken)
    {
        FaultyProxy.Connection[] faults = [FaultyProxy.Connection.Hangs, FaultyProxy.Connection.IsSlow, FaultyProxy.Connection.LosesAnswers, FaultyProxy.Connection.Breaks];
        try
        {
            while (true)
            {
                await Task.Delay(ChaosOptions.Pace * Random(random => 0.5 + random.NextDouble()), TimeProvider.System, cancellationToken);
                FaultyProxy[] broken = Random(random => random.Next(4)) == 0 ? tables : [tables[Random(random => random.Next(tables.Length))]];
                var fault = faults[Random(random => random.Next(faults.Length))];
                _tableFaults++;
                Array.ForEach(broken, table => table.Connections = fault);
                await Task.Delay(ChaosOptions.Pace * Random(random => 0.2 + (random.NextDouble() * 2)), TimeProvider.System, cancellationToken);
                Array.ForEach(tables, table => table.Connections = FaultyProxy.Connection.Works);
            }
        }
        catch (OperationCanceledException)
        {
            Array.ForEach(tables, table => table.Connections = FaultyProxy.Connection.Works);
        }
    }

    private async Task RefuseAsync(CancellationToken cancellationToken)
    {
        string[] channels = ["sns", "teams", "sns teams"];
        try
        {
            while (true)
            {
                await Task.Delay(ChaosOptions.Pace * Random(random => 3 + (random.NextDouble() * 3)), TimeProvider.System, cancellationToken);
                _refusing = channels[Random(random => random.Next(channels.Length))];
                await Task.Delay(ChaosOptions.Pace * Random(random => 0.5 + random.NextDouble()), TimeProvider.System, cancellationToken);
                _refusing = string.Empty;
            }
        }
        catch (OperationCanceledException)
        {
            (_refusing, _isOver) = (string.Empty, true);
        }
    }

    private async Task DeleteThreadsAsync(GraphSink graph, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await Task.Delay(ChaosOptions.Pace, TimeProvider.System, cancellationToken);
                if (graph.Received.Where(post => post.ReplyTo is null).ToList() is { Count: > 0 } threads)
                {
                    graph.Delete(threads[Random(random => random.Next(threads.Count))].Id);
                    _threadsDeleted++;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }

    private void Remember(IReadOnlyList<LostRecord> lost, AwsSink aws)
    {
        foreach (var record in lost)
        {
            aws.History.Add(record.Account, record.Region, record.Json, DateTimeOffset.MinValue);
            aws.Account(record.Account).Regions = [.. aws.Account(record.Account).Regions.Append(record.Region).Distinct(StringComparer.Ordinal)];
        }

        aws.Organization = [.. lost.Select(record => record.Account).Distinct(StringComparer.Ordinal).Select(account => (account, "ACTIVE"))];

        // In the end every account must be asked in one round.
        aws.Faults.Choose = () => _isOver ? null : Fault("aws");
    }

    // Round after round, by whichever process lives.
    private async Task AskAwsAsync(HttpClient client, BridgeProcess[] bridges, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await TryAskAwsAsync(client, bridges[Random(random => random.Next(bridges.Length))], HttpMethod.Post, cancellationToken);
                await Task.Delay(ChaosOptions.Pace, TimeProvider.System, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The run is over.
        }
    }

    /// <summary>A round that begins when all faults are over, and goes to its end.</summary>
    private static async Task AskAwsOnceMoreAsync(HttpClient client, BridgeProcess bridge, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        var calm = TimeProvider.System.GetUtcNow();
        while (true)
        {
            if (await TryAskAwsAsync(client, bridge, HttpMethod.Get, cancellationToken) is { State: not ReconcileState.Running } round)
            {
                if (round is { State: ReconcileState.Done, Refused: [] } && round.Started > calm)
                {
                    return;
                }

                await TryAskAwsAsync(client, bridge, HttpMethod.Post, cancellationToken);
            }

            if (Stopwatch.GetElapsedTime(began) > SettlesWithin)
            {
                throw new TimeoutException($"No round of asking AWS has ended well after {SettlesWithin}.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>Null where the process is dead, or refuses.</summary>
    private static async Task<ReconcileStatus?> TryAskAwsAsync(HttpClient client, BridgeProcess bridge, HttpMethod method, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(method, new Uri(bridge.EventsUrl, "reconcile"));
            using var answer = await client.SendAsync(request, cancellationToken);
            return answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync<ReconcileStatus>(StatusJson, cancellationToken) : null;
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private static byte[] TestEvent() =>
        Encoding.UTF8.GetBytes($$$"""{"version":"0","id":"test","detail-type":"RootWatch Test","source":"rootwatch","account":"111122223333","region":"us-east-1","detail":{"id":"{{{Guid.NewGuid()}}}"}}""");

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
            await Task.Delay(ChaosOptions.Pace * Random(random => random.NextDouble() * 0.6), TimeProvider.System, cancellationToken);
            if (Random(random => random.Next(2)) == 0)
            {
                _hit.Wait(TimeSpan.Zero, cancellationToken);
                await _hit.WaitAsync(ChaosOptions.Pace, cancellationToken);
                await Task.Delay(TimeSpan.FromMilliseconds(Random(random => random.Next(30))), TimeProvider.System, cancellationToken);
            }

            await bridges[Random(random => random.Next(bridges.Length))].KillAsync(cancellationToken);
            _kills++;
            var left = ChaosOptions.Pace - Stopwatch.GetElapsedTime(began);
            await Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero, TimeProvider.System, cancellationToken);
        }
    }

    // Spread over the time that the kills take.
    private async Task DeliverAsync(Load load, ApiDestination[] destinations, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        var between = ChaosOptions.Pace * options.Kills / load.Deliveries.Count;
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
