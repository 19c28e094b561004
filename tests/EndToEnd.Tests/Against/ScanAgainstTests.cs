using System.Text.Json.Nodes;
using RootWatch.Bridge.Incidents;
using RootWatch.Cli.Bridge;
using RootWatch.Cli.Scan;
using RootWatch.Cli.Scan.Against;
using RootWatch.Cli.Send;
using RootWatch.Detection.Policy;
using RootWatch.Tests.Time;

namespace RootWatch.EndToEnd.Tests.Against;

/// <summary><c>rootwatch scan --against</c>: what of the logs a running bridge never saw.</summary>
public sealed class ScanAgainstTests
{
    private const string NothingUnknown = """{"unknown":[],"keptSince":"2020-01-01T00:00:00+00:00"}""";
    private static readonly string Story = StoryFile.PathOf("attack-ransom");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_lists_the_events_that_the_bridge_never_saw_and_no_others()
    {
        await using var sinks = await RecordingSinks.StartAsync(TimeProvider.System, Cancellation);
        await using var bridge = await TestBridge.StartAsync(sinks);
        var lost = await DeliverAllButAsync(bridge, 2);

        await using var table = Start(bridge.EventsUrl, Story);
        (await table.ExitCodeAsync()).ShouldBe(1, table.Output);
        await using var lines = Start(bridge.EventsUrl, Story, "--format", "jsonl");
        (await lines.ExitCodeAsync()).ShouldBe(1, lines.Output);

        var found = lines.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject()).ToList();
        found.Select(line => (string)line["eventId"]!).ShouldBe(lost);
        found[0].Select(member => member.Key).ShouldBe(["eventId", "eventTime", "account", "region", "eventSource", "eventName", "assessment", "severity", "signals", "isForgettable"]);
        found.ShouldAllBe(line => !(bool)line["isForgettable"]!);
        table.Output.ShouldContain("the bridge never saw 2 of them");
        table.Output.ShouldContain("It keeps events since ");
        lost.ShouldAllBe(id => table.Output.Contains(id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_the_bridge_saw_all_the_exit_code_is_0_from_standard_input_too()
    {
        await using var sinks = await RecordingSinks.StartAsync(TimeProvider.System, Cancellation);
        await using var bridge = await TestBridge.StartAsync(sinks);
        (await DeliverAllButAsync(bridge, 0)).ShouldBeEmpty();

        await using var scan = Child.Start(
            "bash", ["-c", $"dotnet '{Path.Combine(AppContext.BaseDirectory, "rootwatch.dll")}' scan - --against {bridge.EventsUrl} --key {TestBridge.Key} < '{Story}'"]);

        (await scan.ExitCodeAsync()).ShouldBe(0, scan.Output);
        scan.Output.ShouldContain("the bridge never saw none of them");
    }

    [Fact]
    public async Task Of_what_is_older_than_the_bridge_keeps_nobody_can_tell_and_the_exit_code_does_not_claim_it()
    {
        var ids = Findings().Select(recorded => recorded.Finding.Record.EventId).ToList();
        await using var bridge = Answering(new JsonObject { ["unknown"] = new JsonArray([.. ids.Select(id => (JsonNode)id)]), ["keptSince"] = "2099-01-01T00:00:00+00:00" }.ToJsonString());

        await using var scan = Start(bridge.Url, Story);

        (await scan.ExitCodeAsync()).ShouldBe(0, scan.Output);
        scan.Output.ShouldContain($"It keeps events since 2099-01-01T00:00:00Z. Of those before, it does not know {ids.Count}");
    }

    [Theory]
    [InlineData("401 Unauthorized", "", "text/plain", "The bridge answered 401. The key is not valid, or delivers events alone: commands need the host key of operators.")]
    [InlineData("404 Not Found", "<html></html>", "text/html", "it is older than this tool")]
    [InlineData("200 OK", "<html>Sign in</html>", "text/html", "The answer is not a bridge's.")]
    [InlineData("200 OK", "{}", "application/json", "The answer is not a bridge's.")]
    [InlineData("400 Bad Request", """{"detail":"Send less."}""", "application/problem+json", "The bridge answered 400. Send less.")]
    [InlineData("302 Found", "", "text/html", "The bridge answered 302.")]
    public async Task A_bridge_that_does_not_answer_as_one_is_said_to_do_so(string status, string body, string contentType, string said)
    {
        await using var bridge = new RawServer(RawServer.Answer(status, body, contentType: contentType), RawServer.After.Close);

        await using var scan = Start(bridge.Url, Story);

        (await scan.ExitCodeAsync()).ShouldBe(2, scan.Output);
        scan.Output.ShouldContain(said);
        scan.Output.ShouldContain("Nothing was compared.");
    }

    [Theory]
    [InlineData(RawServer.After.Close)]
    [InlineData(RawServer.After.Reset)]
    public async Task An_answer_that_breaks_off_is_no_answer(RawServer.After after)
    {
        await using var bridge = new RawServer(RawServer.Cut("200 OK", NothingUnknown, contentType: "application/json"), after);

        await using var scan = Start(bridge.Url, Story);

        (await scan.ExitCodeAsync()).ShouldBe(2, scan.Output);
        scan.Output.ShouldContain("The bridge cannot be reached");
    }

    [Fact]
    public async Task A_bridge_that_is_not_there_is_said_to_be_out_of_reach_even_where_there_is_nothing_to_compare()
    {
        await using var scan = Start(new Uri("http://127.0.0.1:9/"), Repository.PathOf("tests/Samples/cloudtrail/silent-iam-user.json"));

        (await scan.ExitCodeAsync()).ShouldBe(2, scan.Output);
        scan.Output.ShouldContain("The bridge cannot be reached");
    }

    [Theory]
    [InlineData("--format", "incidents")]
    [InlineData("--incident", "111122223333-0a1b2c3d4e")]
    [InlineData("--learn", "profile.json")]
    public async Task What_does_not_go_together_is_refused(string option, string value)
    {
        await using var scan = Start(new Uri("http://127.0.0.1:9/"), Story, option, value);

        (await scan.ExitCodeAsync()).ShouldBe(1, scan.Output);
        scan.Output.ShouldContain("--against lists events");
    }

    [Fact]
    public async Task Many_events_are_asked_for_some_hundreds_at_a_time()
    {
        await using var bridge = Answering(NothingUnknown);
        using var client = BridgeClient.CreateClient();
        var comparison = new Comparison(new KnownEvents(new BridgeClient(client, bridge.Url, "key"), new TimeWithoutWaits()), static _ => { });
        var one = Findings()[0];

        for (var count = 0; count < 1_201; count++)
        {
            await comparison.TakeAsync(one, Cancellation);
        }

        await comparison.EndAsync(Cancellation);
        comparison.Compared.ShouldBe(1_201);
        bridge.Requests.ShouldBe(3);
    }

    [Fact]
    public async Task While_the_ledger_does_not_answer_it_waits_as_the_bridge_asks_it_to()
    {
        var busy = new RawServer.Reply(RawServer.Answer("503 Service Unavailable", "{}", headers: "Retry-After: 5\r\n", contentType: "application/problem+json"), RawServer.After.Close);
        await using var bridge = new RawServer(busy, busy, new RawServer.Reply(RawServer.Answer("200 OK", NothingUnknown, contentType: "application/json"), RawServer.After.Close));
        using var client = BridgeClient.CreateClient();
        var time = new TimeWithoutWaits();

        var answer = await new KnownEvents(new BridgeClient(client, bridge.Url, "key"), time).FindUnknownAsync([], Cancellation);

        answer.Unknown.ShouldBeEmpty();
        (bridge.Requests, time.Waits).ShouldBe((3, 2));
    }

    [Fact]
    public async Task A_ledger_that_stays_out_of_reach_ends_it()
    {
        await using var bridge = new RawServer(RawServer.Answer("503 Service Unavailable", """{"detail":"The ledger does not answer."}""", contentType: "application/problem+json"), RawServer.After.Close);
        using var client = BridgeClient.CreateClient();

        var failure = await Should.ThrowAsync<BridgeException>(() => new KnownEvents(new BridgeClient(client, bridge.Url, "key"), new TimeWithoutWaits()).FindUnknownAsync([], Cancellation));

        failure.Message.ShouldBe("The bridge answered 503. The ledger does not answer.");
        bridge.Requests.ShouldBe(5);
    }

    private static RawServer Answering(string json) => new(RawServer.Answer("200 OK", json, contentType: "application/json"), RawServer.After.Close);

    private static List<RecordedFinding> Findings()
    {
        using var logs = Logs.Read([Story], static _ => { }, static (_, _) => { }, Cancellation);
        var ledgers = new AccountLedgers(DetectionPolicy.None, AccountProfiles.None);
        return [.. logs.InOrder().Select(found => ledgers.Record(found.Read(), arrived: null))];
    }

    // Returns the ids of those that were lost.
    private static async Task<IReadOnlyList<string>> DeliverAllButAsync(TestBridge bridge, int lost)
    {
        using var logs = Logs.Read([Story], static _ => { }, static (_, _) => { }, Cancellation);
        var events = logs.InOrder().ToList();
        foreach (var found in events.Skip(lost))
        {
            var envelope = found.IsEnvelope ? found.Json : Envelopes.Read(System.Text.Encoding.UTF8.GetString(found.Json), TimeProvider.System).Single();
            (await bridge.DeliverAsync(envelope)).IsDelivered.ShouldBeTrue();
        }

        return [.. events.Take(lost).Select(found => found.Read().EventId)];
    }

    private static Child Start(Uri bridge, params string[] arguments) =>
        Child.Start(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "rootwatch.dll"), "scan", .. arguments, "--against", bridge.AbsoluteUri],
            new Dictionary<string, string>(StringComparer.Ordinal) { ["ROOTWATCH_FUNCTION_KEY"] = TestBridge.Key });
}
