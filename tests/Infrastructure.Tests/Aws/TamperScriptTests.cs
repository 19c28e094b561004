using System.Globalization;
using System.Text;

namespace RootWatch.Infrastructure.Tests.Aws;

/// <summary>Everything that somebody could do to the watch: who sees it, and what people are told.</summary>
public sealed class TamperScriptTests(TamperBench bench) : IClassFixture<TamperBench>
{
    private static readonly Dictionary<string, string> Parameters = new(StringComparer.Ordinal) { ["HubBusArn"] = $"arn:aws:events:{MotoServer.Region}:{MotoCloud.Account}:event-bus/rootwatch" };

    public static TheoryData<string> Scripts { get; } = [.. TamperScript.Names];

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task What_is_done_to_the_watch_is_told_and_nothing_else(string name)
    {
        var script = TamperScript.Read(name);

        var (rules, messages) = await bench.RunAsync(script);

        rules.ShouldBe(script.Rules, script.Title);
        messages.Count.ShouldBe(script.Told.Count, string.Join('\n', messages));
        foreach (var (message, told) in messages.Zip(script.Told))
        {
            message.ShouldContain(told);
        }
    }

    [Fact]
    public void Every_script_says_who_sees_it_and_as_many_are_harmless()
    {
        var scripts = TamperScript.Names.Select(TamperScript.Read).ToList();

        scripts.ShouldAllBe(script => script.IsSilent || (script.Unseen == null ? script.Told.Count > 0 && script.Rules.Count > 0 : script.Told.Count == 0));
        scripts.Count(script => !script.IsSilent).ShouldBeGreaterThanOrEqualTo(50);
        scripts.Count(script => script.IsSilent).ShouldBeGreaterThanOrEqualTo(scripts.Count(script => !script.IsSilent));
        scripts.SelectMany(script => script.Records).Select(record => (string)record["eventID"]!).ShouldBeUnique();
    }

    // A member account's administrator can forward to the hub what its spoke does not.
    [Theory]
    [InlineData("ControlsTampering")]
    [InlineData("RootWatchTampering")]
    [InlineData("StackTampering")]
    public void The_hub_repeats_the_spokes_filters(string rule) =>
        new Evaluation(Template.Read("hub"), Parameters, MotoCloud.Account, MotoServer.Region).Of(PatternOf("hub", rule))!.ToJsonString()
            .ShouldBe(new Evaluation(Template.Read("spoke"), Parameters, MotoCloud.Account, MotoServer.Region).Of(PatternOf("spoke", rule))!.ToJsonString());

    [Fact]
    public void The_table_is_up_to_date()
    {
        var scripts = TamperScript.Names.Select(TamperScript.Read).ToList();
        var page = new StringBuilder(File.ReadAllText(Repository.PathOf("docs/tampering.md")).Split("<!-- generated")[0]);
        page.Append("<!-- generated from tests/Samples/tampering by TamperScriptTests -->\n\n");
        page.Append(CultureInfo.InvariantCulture, $"## What is reported: {scripts.Count(script => !script.IsSilent)} scripts\n\n| what is done | call | seen by | messages |\n|---|---|---|---|\n");
        foreach (var script in scripts.Where(script => !script.IsSilent))
        {
            var seenBy = script.Unseen ?? string.Join(", ", script.Rules.Select(rule => $"`{rule}`"));
            page.Append(CultureInfo.InvariantCulture, $"| {script.Title} | {Calls(script)} | {seenBy} | {(script.Unseen is null ? script.Told.Count : "none by event")} |\n");
        }

        page.Append(CultureInfo.InvariantCulture, $"\n## What stays silent: {scripts.Count(script => script.IsSilent)} cases\n\n| what is done | call |\n|---|---|\n");
        foreach (var script in scripts.Where(script => script.IsSilent))
        {
            page.Append(CultureInfo.InvariantCulture, $"| {script.Title} | {Calls(script)} |\n");
        }

        Approved.ShouldMatch(page.ToString(), "docs/tampering.md");
    }

    private static System.Text.Json.Nodes.JsonNode PatternOf(string template, string rule) => Template.Read(template)["Resources"]![rule]!["Properties"]!["EventPattern"]!;

    private static string Calls(TamperScript script) =>
        string.Join(", ", script.Records.Select(record => $"{((string)record["eventSource"]!).Split('.')[0]}:{record["eventName"]}").Distinct(StringComparer.Ordinal)) is { Length: > 0 } calls ? calls : "none";
}
