using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RootWatch.EndToEnd.Tests;

/// <summary>Root used in many places at once.</summary>
public sealed class StormTests
{
    [Fact]
    public async Task Many_incidents_at_once_become_digests_and_what_is_Critical_is_told_by_itself()
    {
        const int Incidents = 400;
        const int Critical = 5;
        await using var sinks = await RecordingSinks.StartAsync(TimeProvider.System, TestContext.Current.CancellationToken);
        var settings = TestBridge.Settings(sinks);
        settings["Notifications:MostIn5Seconds"] = "10";
        await using var bridge = await TestBridge.StartAsync(settings, new Amazon.Runtime.BasicAWSCredentials("test", "test"), TestBridge.InRealTime);
        using var eventBridge = new ApiDestination(bridge.EventsUrl, TestBridge.Connection, new RetryPolicy(), TimeProvider.System, new Random(1));
        var began = Stopwatch.GetTimestamp();

        var reports = await Task.WhenAll(Enumerable.Range(0, Incidents).Select(number =>
            eventBridge.DeliverAsync(Event(number, number < Critical ? "root-create-access-key" : "root-create-user"), TestContext.Current.CancellationToken)));

        var windows = (int)Math.Ceiling(Stopwatch.GetElapsedTime(began).TotalSeconds / 5) + 1;
        reports.ShouldAllBe(report => report.IsDelivered);
        foreach (var kinds in new[] { sinks.Sns.Received.Select(message => (message.Attributes["kind"], message.Attributes["severity"])).ToList(), Cards(sinks) })
        {
            kinds.Count(message => message.Item2 is "Critical").ShouldBe(Critical);
            kinds.Count(message => message.Item1 is "RootUse" && message.Item2 is not "Critical").ShouldBeLessThanOrEqualTo(10 * windows);
            kinds.Count(message => message.Item1 is "Digest").ShouldBeInRange(1, windows);
        }

        sinks.Sns.Received.Where(message => message.Attributes["kind"] is "Digest").Sum(Told).ShouldBe(Incidents - sinks.Sns.Received.Count(message => message.Attributes["kind"] is "RootUse"));
    }

    private static List<(string, string)> Cards(RecordingSinks sinks) =>
        [.. sinks.Workflow.Received.Select(post => post.Card.GetProperty("fallbackText").GetString()!).Select(text => (text.Contains("RootWatch: root used in many places", StringComparison.Ordinal) ? "Digest" : "RootUse", text.StartsWith("CRITICAL ", StringComparison.Ordinal) ? "Critical" : "other"))];

    private static int Told(SnsMessage digest)
    {
        using var texts = JsonDocument.Parse(digest.Message);
        using var machine = JsonDocument.Parse(texts.RootElement.GetProperty("default").GetString()!);
        var message = machine.RootElement.GetProperty("message").GetString()!;
        return int.Parse(message.Split(": ")[1].Split(' ')[0], CultureInfo.InvariantCulture);
    }

    private static byte[] Event(int number, string sample)
    {
        var account = (100_000_000_000 + number).ToString(CultureInfo.InvariantCulture);
        var json = JsonNode.Parse(Encoding.UTF8.GetString(TestBridge.Event(sample)).Replace("111122223333", account, StringComparison.Ordinal))!;
        json["detail"]!["eventID"] = Guid.NewGuid().ToString();
        return JsonSerializer.SerializeToUtf8Bytes(json);
    }
}
