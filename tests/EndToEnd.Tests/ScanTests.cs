using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using RootWatch.Bridge.Incidents;
using RootWatch.Cli.Scan;
using RootWatch.Cli.Send;
using RootWatch.Detection.History;
using RootWatch.Detection.Policy;

namespace RootWatch.EndToEnd.Tests;

/// <summary>History, as <c>rootwatch scan</c> and its kin read it.</summary>
public sealed class ScanTests : IDisposable
{
    private static readonly string Stories = StoryFile.Folder;
    private readonly string _folder = Directory.CreateTempSubdirectory("rootwatch-scan-").FullName;

    public static TheoryData<string> Names { get; } = [.. StoryFile.Names];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_story_gives_the_expected_findings(string story)
    {
        using var logs = Logs.Read([StoryFile.PathOf(story)], static _ => { }, static (_, _) => { }, TestContext.Current.CancellationToken);
        var ledgers = new AccountLedgers(StoryFile.PolicyPathOf(story) is { } policy ? DetectionPolicy.Parse(File.ReadAllBytes(policy), policy) : DetectionPolicy.None, AccountProfiles.None);
        using var output = new StringWriter();
        var report = new FindingsReport(output);
        foreach (var found in logs.InOrder())
        {
            report.Take(ledgers.Record(found.Read(), arrived: null));
        }

        report.End();
        Approved.ShouldMatch(output.ToString(), $"tests/Samples/stories/{story}.expected.jsonl");
    }

    [Theory]
    [InlineData("attack-ransom")]
    [InlineData("attack-member-root-email-by-role")]
    [InlineData("normal-break-glass-with-ticket")]
    public async Task The_command_prints_them(string story)
    {
        await using var scan = Start(["scan", StoryFile.PathOf(story), "--format", "jsonl", .. StoryFile.PolicyPathOf(story) is { } policy ? ["--policy", policy] : Array.Empty<string>()]);

        (await scan.ExitCodeAsync()).ShouldBe(0, scan.Output);
        Approved.ShouldMatch(scan.Output, $"tests/Samples/stories/{story}.expected.jsonl");
    }

    [Fact]
    public async Task A_scan_finds_what_the_bridge_finds()
    {
        await using var sinks = await RecordingSinks.StartAsync(TimeProvider.System, TestContext.Current.CancellationToken);
        await using var bridge = await TestBridge.StartAsync(sinks);
        using var logs = Logs.Read([Repository.PathOf("tests/Samples/cloudtrail/*.json"), Path.Combine(Stories, "attack-d*.json")], static _ => { }, static (_, _) => { }, TestContext.Current.CancellationToken);
        var ledgers = new AccountLedgers(DetectionPolicy.None, AccountProfiles.None);
        var count = 0;
        foreach (var found in logs.InOrder())
        {
            // What has no time of its own happened when it arrived, and that differs.
            if (found.Order.At == DateTimeOffset.MinValue)
            {
                continue;
            }

            var expected = FindingLine.Of(ledgers.Record(found.Read(), arrived: null));
            var envelope = found.IsEnvelope ? found.Json : Envelopes.Read(Encoding.UTF8.GetString(found.Json), TimeProvider.System).Single();

            var report = await bridge.DeliverAsync(envelope);

            using var answer = JsonDocument.Parse(report.Attempts[^1].Body);
            var body = answer.RootElement;
            (body.GetProperty("outcome").GetString() is "Notified").ShouldBe(expected.Notified, expected.EventId);
            body.GetProperty("incidentId").GetString().ShouldBe(expected.IncidentId);
            body.GetProperty("activity").GetString().ShouldBe(expected.Activity);
            body.GetProperty("assessment").GetString().ShouldBe(expected.Assessment);
            body.GetProperty("severity").GetString().ShouldBe(expected.Severity);
            body.GetProperty("signals").EnumerateArray().Select(signal => signal.GetString()).ShouldBe(expected.Signals);
            count++;
        }

        count.ShouldBeGreaterThan(300);
    }

    [Theory]
    [InlineData("records.json")]
    [InlineData("record.json")]
    [InlineData("envelope.json")]
    [InlineData("array.json")]
    [InlineData("lookup.json")]
    [InlineData("records.jsonl")]
    [InlineData("envelopes.jsonl")]
    [InlineData("marked.json")]
    [InlineData("records.json.gz")]
    [InlineData("records.jsonl.gz")]
    public async Task Whatever_holds_a_record_it_is_found(string shape)
    {
        var path = Path.Combine(_folder, shape);
        await File.WriteAllBytesAsync(path, InShape(shape, Sample.Record("root-create-user"), Sample.Envelope("root-create-user")), TestContext.Current.CancellationToken);

        await using var scan = Start("scan", path, "--format", "jsonl");

        (await scan.ExitCodeAsync()).ShouldBe(0, scan.Output);
        var line = JsonNode.Parse(scan.Output.Trim())!.AsObject();
        line.Select(member => member.Key).ShouldBe(
            ["eventId", "eventTime", "account", "partition", "eventSource", "eventName", "activity", "assessment", "severity", "signals", "techniques", "sessionKey", "incidentId", "notified"]);
        line["eventName"]!.GetValue<string>().ShouldBe("CreateUser");
        line["signals"]!.AsArray().ShouldHaveSingleItem()!.GetValue<string>().ShouldBe("user-created");
    }

    [Fact]
    public async Task Standard_input_folders_and_globs_are_read_and_copies_count_once()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "a/b"));
        foreach (var name in new[] { "a/one.json", "a/b/two.json", "a/b/readme.txt" })
        {
            File.Copy(Path.Combine(Stories, "attack-ransom.json"), Path.Combine(_folder, name));
        }

        await using var scan = Child.Start(
            "bash", ["-c", $"dotnet '{Path.Combine(AppContext.BaseDirectory, "rootwatch.dll")}' scan - '{_folder}/a' '{_folder}/**/t*.json' --format incidents < '{Stories}/attack-ransom.json'"]);

        (await scan.ExitCodeAsync()).ShouldBe(0, scan.Output);
        var incidents = scan.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject()).ToList();
        incidents.Count.ShouldBe(3);
        incidents[0].Select(member => member.Key).ShouldBe(["incidentId", "account", "start", "end", "findings", "assessment", "severity", "signals", "notifications"]);
        incidents.Select(incident => incident["findings"]!.GetValue<int>()).ShouldBe([5, 5, 5]);
        incidents[^1]["assessment"]!.GetValue<string>().ShouldBe("Anomalous");
    }

    [Fact]
    public async Task A_pipe_needs_no_argument()
    {
        await using var scan = Child.Start("bash", ["-c", $"dotnet '{Path.Combine(AppContext.BaseDirectory, "rootwatch.dll")}' scan --format jsonl < '{Stories}/attack-ransom.json'"]);

        (await scan.ExitCodeAsync()).ShouldBe(0, scan.Output);
        scan.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(15);
    }

    [Theory]
    [InlineData("truncated.json", "[{\"eventName\":")]
    [InlineData("empty.json", "")]
    [InlineData("not-json.json", "hello")]
    [InlineData("text-among-records.json", "{\"Records\":[\"hello\"]}")]
    [InlineData("half.jsonl", "{\"eventName\":\"x\",\"userIdentity\":{\"type\":\"Root\"}}\n{\"eventName\"")]
    public async Task A_corrupt_file_is_reported_and_left_out_and_the_rest_is_read(string name, string content)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, name), content, TestContext.Current.CancellationToken);
        File.Copy(Path.Combine(Stories, "attack-ransom.json"), Path.Combine(_folder, "whole.json"));

        await using var scan = Start("scan", _folder, "--format", "jsonl");

        (await scan.ExitCodeAsync()).ShouldBe(1, scan.Output);
        scan.Output.ShouldContain($"{name}: skipped, for it is corrupt or cannot be read.");
        scan.Output.Split('\n').Count(line => line.StartsWith('{')).ShouldBe(15);
    }

    [Fact]
    public async Task A_truncated_gzip_is_reported_and_left_out()
    {
        var whole = InShape("records.jsonl.gz", Sample.Record("root-create-user"), []);
        await File.WriteAllBytesAsync(Path.Combine(_folder, "cut.jsonl.gz"), whole[..^20], TestContext.Current.CancellationToken);

        await using var scan = Start("scan", _folder, "--format", "jsonl");

        (await scan.ExitCodeAsync()).ShouldBe(1, scan.Output);
        scan.Output.ShouldContain("cut.jsonl.gz: skipped");
        scan.Output.ShouldNotContain("CreateUser");
    }

    [Fact]
    public async Task What_is_not_there_is_reported()
    {
        await using var scan = Start("scan", Path.Combine(_folder, "nothing.json"));

        (await scan.ExitCodeAsync()).ShouldBe(1);
        scan.Output.ShouldContain("nothing.json: there is no such file, or no JSON file in it.");
    }

    [Theory]
    [InlineData("scan")]
    [InlineData("explain")]
    public async Task What_is_not_understood_ends_with_1_and_the_rest_is_told(string command)
    {
        await using var run = Start(command, Repository.PathOf("tests/Samples/logs/not-understood/cloudwatch-logs-text.json"));

        (await run.ExitCodeAsync()).ShouldBe(1, run.Output);
        run.Output.ShouldContain("cloudwatch-logs-text.json: not understood: a text that is no JSON, in a wrapper.");
        run.Output.ShouldContain("user-created");
    }

    [Theory]
    [InlineData("scan")]
    [InlineData("explain")]
    public async Task A_wrapped_record_that_is_understood_ends_with_0(string command)
    {
        await using var run = Start(command, Repository.PathOf("tests/Samples/logs/read/sqs-with-sns-and-envelope.json"));

        (await run.ExitCodeAsync()).ShouldBe(0, run.Output);
        run.Output.ShouldContain("user-created");
    }

    [Fact]
    public async Task A_folder_s_logs_are_found_by_their_endings_and_unpacked_as_often_as_they_were_packed()
    {
        var once = InShape("records.jsonl.gz", Sample.Record("root-create-user"), []);
        await File.WriteAllBytesAsync(Path.Combine(_folder, "twice.log.gz"), Packed(once), TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(Path.Combine(_folder, "plain.ndjson"), Sample.Record("root-create-topic"), TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(Path.Combine(_folder, "plain.log"), Sample.Record("root-delete-bucket"), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(_folder, "notes.txt"), "hello", TestContext.Current.CancellationToken);

        await using var scan = Start("scan", _folder, "--format", "jsonl");

        (await scan.ExitCodeAsync()).ShouldBe(0, scan.Output);
        scan.Output.Split('\n').Where(line => line.StartsWith('{')).Select(line => JsonNode.Parse(line)!["eventName"]!.GetValue<string>())
            .ShouldBe(["CreateUser", "CreateTopic", "DeleteBucket"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_timeline_tells_one_incident()
    {
        await using var incidents = Start("scan", Path.Combine(Stories, "attack-ransom.json"), "--format", "incidents");
        await incidents.ExitCodeAsync();
        var id = JsonNode.Parse(incidents.Output.Trim().Split('\n')[^1])!["incidentId"]!.GetValue<string>();

        await using var timeline = Start("scan", Path.Combine(Stories, "attack-ransom.json"), "--incident", id);

        (await timeline.ExitCodeAsync()).ShouldBe(0);
        timeline.Output.Split('\n').Count(line => line.StartsWith("2026-11-20T08:", StringComparison.Ordinal)).ShouldBe(5);
        timeline.Output.ShouldContain("Root disabled MFA delete on a bucket.");
        timeline.Output.ShouldContain($"{id}: Anomalous, Critical, 5 findings, 5 messages.");
    }

    [Fact]
    public async Task The_table_says_what_was_read()
    {
        await using var scan = Start("scan", Path.Combine(Stories, "attack-ransom.json"));

        (await scan.ExitCodeAsync()).ShouldBe(0);
        scan.Output.ShouldContain("Anomalous, Critical");
        scan.Output.ShouldContain("15 events read, 15 of root's use.");
    }

    [Fact]
    public async Task What_is_learnt_from_history_counts_afterwards()
    {
        var profile = Path.Combine(_folder, "profile.json");
        await using var learn = Start("scan", Path.Combine(Stories, "normal-monthly-billing.json"), "--learn", profile);
        (await learn.ExitCodeAsync()).ShouldBe(0, learn.Output);
        AccountProfiles.Parse(await File.ReadAllBytesAsync(profile, TestContext.Current.CancellationToken)).Of("111122223333").Networks.ShouldBe(["192.0.2.0/24"]);
        var login = Path.Combine(_folder, "login.json");
        await File.WriteAllBytesAsync(login, Sample.Envelope("root-console-login-no-mfa"), TestContext.Current.CancellationToken);

        await using var without = Start("scan", login, "--format", "jsonl");
        await using var with = Start("scan", login, "--format", "jsonl", "--profiles", profile);

        (await without.ExitCodeAsync()).ShouldBe(0);
        (await with.ExitCodeAsync()).ShouldBe(0);
        without.Output.ShouldNotContain("new-network");
        with.Output.ShouldContain("several-doubts");
    }

    [Fact]
    public async Task A_policy_diff_shows_what_would_change()
    {
        var policy = Path.Combine(_folder, "policy.json");
        await File.WriteAllTextAsync(policy, """{"allow":[{"tasks":["contacts-changed"],"reason":"Ours."}]}""", TestContext.Current.CancellationToken);

        await using var diff = Start("policy", "diff", "-", policy, Path.Combine(Stories, "normal-monthly-billing.json"));

        (await diff.ExitCodeAsync()).ShouldBe(0, diff.Output);
        diff.Output.ShouldContain("account.amazonaws.com PutContactInformation");
        diff.Output.ShouldContain("Expected, Low (contacts-changed) → Expected, Low (contacts-changed, allowed)");
        diff.Output.ShouldContain("3 of 15 findings change; 3 messages become 3.");
    }

    [Theory]
    [InlineData("policy", "check")]
    [InlineData("scan", "--policy")]
    public async Task A_policy_that_cannot_be_used_is_an_error_that_names_the_line(string command, string argument)
    {
        var policy = Path.Combine(_folder, "policy.json");
        await File.WriteAllTextAsync(policy, "{\n\"quietHours\": 1}", TestContext.Current.CancellationToken);

        await using var run = command is "policy" ? Start(command, argument, policy) : Start(command, Stories, argument, policy);

        (await run.ExitCodeAsync()).ShouldBe(2);
        run.Output.ShouldContain($"{policy}, line 2, $.quietHours: There is no such setting.");
    }

    [Fact]
    public async Task The_host_refuses_to_start_with_a_policy_that_cannot_be_used()
    {
        var policy = Path.Combine(_folder, "policy.json");
        await File.WriteAllTextAsync(policy, "{\n\"quietHours\": 1}", TestContext.Current.CancellationToken);
        await using var sinks = await RecordingSinks.StartAsync(TimeProvider.System, TestContext.Current.CancellationToken);
        var settings = TestBridge.Settings(sinks);
        settings["Detection:PolicyPath"] = policy;

        var refusal = await Should.ThrowAsync<Microsoft.Extensions.Options.OptionsValidationException>(() => TestBridge.StartAsync(settings));

        refusal.Message.ShouldContain("line 2, $.quietHours: There is no such setting.");
    }

    [Fact]
    public async Task The_host_applies_its_policy()
    {
        var policy = Path.Combine(_folder, "policy.json");
        await File.WriteAllTextAsync(policy, """{"allow":[{"tasks":["created"],"reason":"Ours."}]}""", TestContext.Current.CancellationToken);
        await using var sinks = await RecordingSinks.StartAsync(TimeProvider.System, TestContext.Current.CancellationToken);
        var settings = TestBridge.Settings(sinks);
        settings["Detection:PolicyPath"] = policy;
        await using var bridge = await TestBridge.StartAsync(settings, new Amazon.Runtime.BasicAWSCredentials("test", "test"));

        var report = await bridge.DeliverAsync(TestBridge.Event("root-create-topic"));

        report.Attempts[^1].Body.ShouldContain("\"signals\":[\"created\",\"allowed\"]");
    }

    [Fact]
    public async Task An_explanation_tells_the_way_through_the_catalogue()
    {
        await using var explain = Start("explain", Repository.PathOf("tests/Samples/cloudtrail/root-console-login-no-mfa.json"));

        (await explain.ExitCodeAsync()).ShouldBe(0, explain.Output);
        explain.Output.ShouldContain("Unusual, Medium: Root signed in to the console. The session was opened without MFA.");
        explain.Output.ShouldContain("silent  failed-sign-in  only when it failed");
        explain.Output.ShouldContain("spoke   console-sign-in  it lists the event");
        explain.Output.ShouldContain("Expected, Low  if MFA had been used");
    }

    [Fact]
    public async Task An_explanation_says_what_does_not_concern_root()
    {
        await using var explain = Start("explain", Repository.PathOf("tests/Samples/cloudtrail/silent-iam-user.json"));

        (await explain.ExitCodeAsync()).ShouldBe(0);
        explain.Output.ShouldContain("Do not concern root");
        explain.Output.ShouldContain("1 of 1 events");
    }

    [Fact]
    public void However_many_events_there_are_few_are_held_and_all_come_out_in_order()
    {
        var events = Enumerable.Range(0, 5000).Select(i => new RootEvent(new EventOrder(DateTimeOffset.UnixEpoch.AddSeconds(i / 2), i % 4 == 0, $"{i:D5}"), IsEnvelope: false, [(byte)i])).ToArray();
        var shuffled = events.Concat(events.Where((_, i) => i % 3 == 0)).ToArray();
        new Random(7).Shuffle(shuffled);
        using var sorted = new SortedEvents(mostBytes: 300);

        Array.ForEach(shuffled, sorted.Add);

        sorted.InOrder().Select(found => found.Order.EventId).ShouldBe(events.Select(found => found.Order).Order(EventOrder.Comparer).Select(order => order.EventId));
    }

    private static Child Start(params string[] arguments) =>
        Child.Start("dotnet", arguments.Prepend(Path.Combine(AppContext.BaseDirectory, "rootwatch.dll")));

    private static byte[] InShape(string shape, byte[] record, byte[] envelope)
    {
        var (one, whole) = (Compact(record), envelope.Length == 0 ? string.Empty : Compact(envelope));
        var text = shape.Split('.', 2) switch
        {
            ["records", "json" or "json.gz"] => $$"""{"Records":[{{one}},{{one}}]}""",
            ["record", _] => one,
            ["envelope", _] => whole,
            ["array", _] => $"[{one}]",
            ["lookup", _] => new JsonObject { ["Events"] = new JsonArray(new JsonObject { ["EventId"] = "x", ["Username"] = "root", ["Resources"] = new JsonArray(), ["CloudTrailEvent"] = one }), ["NextToken"] = "x" }.ToJsonString(),
            ["records", _] => $"{one}\n{one}\n",
            ["envelopes", _] => $"{whole}\n\n{whole}",
            ["marked", _] => $$"""﻿{"Records":[{{one}}]}""",
            _ => throw new ArgumentOutOfRangeException(nameof(shape), shape, message: null),
        };
        var bytes = Encoding.UTF8.GetBytes(text);
        if (!shape.EndsWith(".gz", StringComparison.Ordinal))
        {
            return bytes;
        }

        return Packed(bytes);
    }

    private static byte[] Packed(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    private static string Compact(byte[] json) => JsonNode.Parse(json)!.ToJsonString();
}
