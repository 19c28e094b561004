using System.Text.Json.Nodes;

namespace RootWatch.EndToEnd.Tests.Scan;

/// <summary>What the credentials that an incident left behind did, as <c>rootwatch scan --incident</c> tells it.</summary>
public sealed class LeftBehindScanTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rootwatch-scan-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_timeline_ends_with_what_was_left_behind_and_what_it_did()
    {
        Write("one.json", "root-creates-user", "root-creates-key-of-user", "root-creates-own-key", "alice-calls");
        Write("two.json", "key-runs-instances", "key-calls-denied", "user-signs-in", "role-deletes-key", "root-deletes-own-key", "key-runs-instances");
        var id = await IncidentAsync();

        await using var scan = Start("scan", _folder, "--incident", id);

        (await scan.ExitCodeAsync()).ShouldBe(0, scan.Output);
        scan.Output[scan.Output.IndexOf("Left behind:", StringComparison.Ordinal)..].Trim().Split('\n').Select(line => line.TrimEnd()).ShouldBe(
        [
            "Left behind:",
            "  user backdoor, made at 2026-11-20 09:00:10 UTC: usable, as far as known; 1 call",
            "    signin ConsoleLogin from 203.0.113.77 in us-east-1: 1 call 2026-11-20 10:01:00 UTC to 2026-11-20 10:01:00 UTC",
            "  access key AKIAIOSFODNN7EXA7Q2E of user backdoor, made at 2026-11-20 09:00:20 UTC: deleted at 2026-11-20 12:00:00 UTC by arn:aws:sts::111122223333:assumed-role/Ops/carol; 2 calls",
            "    ec2 RunInstances from 203.0.113.77 in us-west-2: 1 call 2026-11-20 10:00:00 UTC to 2026-11-20 10:00:00 UTC",
            "    s3 ListBuckets, failed, from 203.0.113.77 in us-east-1: 1 call 2026-11-20 10:00:30 UTC to 2026-11-20 10:00:30 UTC",
            "  access key AKIAIOSFODNN7EXAMPLE of root itself, made at 2026-11-20 09:00:30 UTC: deleted at 2026-11-20 09:02:20 UTC by root; no call in these logs",
            "10 events read, 4 of root's use.",
        ]);
    }

    [Fact]
    public async Task Standard_input_is_read_twice()
    {
        Write("all.json", "root-creates-user", "root-creates-key-of-user", "key-runs-instances");
        var id = await IncidentAsync();

        await using var scan = Child.Start("bash", ["-c", $"dotnet '{Path.Combine(AppContext.BaseDirectory, "rootwatch.dll")}' scan - --incident {id} < '{Path.Combine(_folder, "all.json")}'"]);

        (await scan.ExitCodeAsync()).ShouldBe(0, scan.Output);
        scan.Output.ShouldContain("ec2 RunInstances from 203.0.113.77 in us-west-2: 1 call");
    }

    [Fact]
    public async Task An_incident_that_left_nothing_behind_says_nothing_of_it()
    {
        Write("one.json", "root-deletes-own-key", "key-runs-instances");
        var id = await IncidentAsync();

        await using var scan = Start("scan", _folder, "--incident", id);

        (await scan.ExitCodeAsync()).ShouldBe(0, scan.Output);
        scan.Output.ShouldNotContain("Left behind");
    }

    private static Child Start(params string[] arguments) => Child.Start("dotnet", [Path.Combine(AppContext.BaseDirectory, "rootwatch.dll"), .. arguments]);

    private void Write(string file, params string[] samples) =>
        File.WriteAllText(Path.Combine(_folder, file), new JsonObject { ["Records"] = new JsonArray([.. samples.Select(sample => JsonNode.Parse(Sample.Of($"left-behind/{sample}")))]) }.ToJsonString());

    private async Task<string> IncidentAsync()
    {
        await using var incidents = Start("scan", _folder, "--format", "incidents");
        await incidents.ExitCodeAsync();
        return JsonNode.Parse(incidents.Output.Trim().Split('\n')[^1])!["incidentId"]!.GetValue<string>();
    }
}
