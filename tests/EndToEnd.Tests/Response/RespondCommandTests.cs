using System.Text.Json;
using RootWatch.EndToEnd.Tests.Pages;

namespace RootWatch.EndToEnd.Tests.Response;

/// <summary>What the tool says to do about an incident, from logs and from a running bridge.</summary>
public sealed class RespondCommandTests : IDisposable
{
    private const string Key = "AKIAIOSFODNN7EXAMPLE";

    private readonly string _folder = Directory.CreateTempSubdirectory("rootwatch-respond-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_scan_plans_for_an_incident_in_the_logs()
    {
        var record = await RecordAsync();

        var (exitCode, plan) = await RunAsync("scan", record, "--incident", await IncidentAsync(record), "--respond");

        exitCode.ShouldBe(0, plan);
        plan.ShouldStartWith("# Response plan for account 111122223333");
        plan.ShouldContain($"--access-key-id {Key}");
        plan.ShouldContain("RootWatch itself changes nothing in AWS.");
    }

    [Theory]
    [InlineData("role-starts-logging", "- [x] `logging of trail org-trail in us-east-1` (undone at 2026-11-20 12:00:00 UTC, as a later record shows)")]
    [InlineData("role-starts-logging-denied", "- [ ] `logging of trail org-trail in us-east-1`")]
    public async Task What_others_did_later_according_to_the_same_logs_counts_as_done(string later, string target)
    {
        var record = await RecordAsync("root-stop-logging");
        await File.WriteAllBytesAsync(Path.Combine(_folder, "later.json"), Sample.Of($"response/{later}"), Cancellation);

        var (exitCode, plan) = await RunAsync("scan", _folder, "--incident", await IncidentAsync(record), "--respond");

        exitCode.ShouldBe(0, plan);
        plan.ShouldContain(target);
    }

    [Fact]
    public async Task Its_script_calls_nothing_unless_a_step_is_named()
    {
        var record = await RecordAsync();
        var (_, script) = await RunAsync("scan", record, "--incident", await IncidentAsync(record), "--respond", "script");
        await File.WriteAllTextAsync(Path.Combine(_folder, "plan.sh"), script, Cancellation);
        var called = Path.Combine(_folder, "called");
        await File.WriteAllTextAsync(Path.Combine(_folder, "aws"), $"#!/bin/sh\necho \"$@\" >> '{called}'\necho 111122223333\n", Cancellation);

        await using var shown = Child.Start("sh", ["-c", $"chmod +x aws; PATH='{_folder}':$PATH sh plan.sh"], folder: _folder);
        (await shown.ExitCodeAsync()).ShouldBe(0, shown.Output);
        shown.Output.ShouldContain("deny-root");
        File.Exists(called).ShouldBeFalse();

        await using var run = Child.Start("sh", ["-c", $"PATH='{_folder}':$PATH sh plan.sh --yes deny-root"], folder: _folder);
        (await run.ExitCodeAsync()).ShouldBe(0, run.Output);
        (await File.ReadAllTextAsync(called, Cancellation)).ShouldContain("organizations attach-policy");
    }

    [Theory]
    [InlineData("--respond is markdown or script.", "--incident", "111122223333-0000000000", "--respond", "csv")]
    [InlineData("--respond goes with --incident, which names the incident.", "--respond")]
    [InlineData("No incident is called 111122223333-0000000000.", "--incident", "111122223333-0000000000", "--respond")]
    public async Task What_cannot_be_planned_for_is_said(string problem, params string[] arguments)
    {
        var (exitCode, output) = await RunAsync(["scan", await RecordAsync(), .. arguments]);

        exitCode.ShouldBe(1);
        output.ShouldContain(problem);
    }

    [Fact]
    public async Task A_running_bridge_plans_for_an_incident_of_its_own()
    {
        await using var bridge = await PageBridge.StartAsync();
        await bridge.DeliverAsync("root-create-access-key");
        var incident = bridge.LastLink().Segments[^1];
        string[] target = ["--to", bridge.Bridge.EventsUrl.AbsoluteUri, "--key", TestBridge.Key];

        var markdown = await RunAsync(["respond", incident, .. target]);
        var script = await RunAsync(["respond", incident, "--format", "script", .. target]);
        var unknown = await RunAsync(["respond", "111122223333-0000000000", .. target]);

        markdown.ExitCode.ShouldBe(0, markdown.Output);
        markdown.Output.ShouldStartWith("# Response plan for account 111122223333");
        script.Output.ShouldStartWith("#!/bin/sh");
        unknown.ExitCode.ShouldBe(1);
        unknown.Output.ShouldContain("The incident is unknown.");
    }

    private async Task<string> RecordAsync(string sample = "root-create-access-key")
    {
        var path = Path.Combine(_folder, "record.json");
        await File.WriteAllBytesAsync(path, Sample.Record(sample), Cancellation);
        return path;
    }

    private static async Task<string> IncidentAsync(string logs)
    {
        var (_, incidents) = await RunAsync("scan", logs, "--format", "incidents");
        return JsonElement.Parse(incidents.Trim()).GetProperty("incidentId").GetString()!;
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        await using var tool = Child.Start("dotnet", arguments.Prepend(Path.Combine(AppContext.BaseDirectory, "rootwatch.dll")));
        return (await tool.ExitCodeAsync(), tool.Output);
    }
}
