using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace RootWatch.Chaos;

/// <summary>10,000 root findings in a minute, over a thousand accounts: what people get, and what it costs the process.</summary>
internal static class StormRun
{
    private const int Findings = 10_000;
    private const int Accounts = 1_000;
    private const int CriticalOneIn = 500;
    private const string Key = "the-function-key-of-the-storm";
    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Sample = TimeSpan.FromSeconds(10);

    public static async Task<int> RunAsync(bool inMemory, CancellationToken cancellationToken)
    {
        await using var storage = await Storage.StartAsync(cancellationToken);
        await using var sinks = await RecordingSinks.StartAsync(TimeProvider.System, cancellationToken);
        await using var bridge = new BridgeProcess(ChaosRun.FreePorts(1)[0], Settings(inMemory ? string.Empty : storage.ConnectionString, sinks));
        await bridge.StartAsync(cancellationToken);
        using var eventBridge = new ApiDestination(bridge.EventsUrl, new ApiDestinationConnection("x-functions-key", Key), new RetryPolicy(), TimeProvider.System, new Random(1));
        var calm = await File.ReadAllTextAsync(Repository.PathOf("tests/Samples/cloudtrail/root-create-user.json"), cancellationToken);
        var critical = await File.ReadAllTextAsync(Repository.PathOf("tests/Samples/cloudtrail/root-create-access-key.json"), cancellationToken);
        var table = new Table().RoundedBorder().AddColumns("Second", "Delivered", "Memory, MB");
        var delivered = 0;
        var began = Stopwatch.GetTimestamp();
        var measuring = MeasureAsync();
        var deliveries = new List<Task>();
        for (var number = 0; number < Findings; number++)
        {
            var early = (Lasts * number / Findings) - Stopwatch.GetElapsedTime(began);
            if (early > TimeSpan.FromMilliseconds(15))
            {
                await Task.Delay(early, TimeProvider.System, cancellationToken);
            }

            var envelope = Envelope(number % CriticalOneIn == 0 ? critical : calm, number % Accounts);
            deliveries.Add(Task.Run(
                async () =>
                {
                    await eventBridge.DeliverAsync(envelope, cancellationToken);
                    Interlocked.Increment(ref delivered);
                },
                cancellationToken));
        }

        await Task.WhenAll(deliveries);
        await measuring;
        AnsiConsole.Write(table);
        foreach (var group in sinks.Sns.Received.GroupBy(message => $"{message.Attributes["kind"]}, {message.Attributes["severity"]}", StringComparer.Ordinal))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"SNS: {group.Count()} × {group.Key}"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Teams: {sinks.Workflow.Received.Count} messages; all delivered after {Stopwatch.GetElapsedTime(began).TotalSeconds:F0} s"));
        return 0;

        async Task MeasureAsync()
        {
            while (Volatile.Read(ref delivered) < Findings)
            {
                await Task.Delay(Sample, TimeProvider.System, cancellationToken);
                table.AddRow(
                    Stopwatch.GetElapsedTime(began).TotalSeconds.ToString("F0", CultureInfo.InvariantCulture),
                    Volatile.Read(ref delivered).ToString(CultureInfo.InvariantCulture),
                    (bridge.Memory / 1_000_000).ToString(CultureInfo.InvariantCulture));
            }
        }
    }

    private static Dictionary<string, string> Settings(string ledger, RecordingSinks sinks) => new(StringComparer.Ordinal)
    {
        ["LocalHost__FunctionKeys__0"] = Key,
        ["Logging__LogLevel__Default"] = "Critical",
        ["Ledger__ConnectionString"] = ledger,
        ["Sns__TopicArn"] = "arn:aws:sns:eu-central-1:111122223333:root-use",
        ["Sns__ServiceUrl"] = sinks.SnsUrl.AbsoluteUri,
        ["Teams__Via"] = "Workflow",
        ["Teams__Workflow__Url"] = sinks.WorkflowUrl.AbsoluteUri,
        ["AWS_ACCESS_KEY_ID"] = "storm",
        ["AWS_SECRET_ACCESS_KEY"] = "storm",
    };

    private static byte[] Envelope(string sample, int account)
    {
        var json = JsonNode.Parse(sample.Replace("111122223333", (100_000_000_000 + account).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal))!;
        json["detail"]!["eventID"] = Guid.NewGuid().ToString();
        json["detail"]!["eventTime"] = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        return Encoding.UTF8.GetBytes(json.ToJsonString());
    }
}
