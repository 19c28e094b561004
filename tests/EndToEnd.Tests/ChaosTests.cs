using System.Text.Json;

namespace RootWatch.EndToEnd.Tests;

/// <summary>The chaos harness in its short form, as people run it.</summary>
[Collection<RunsAlone>]
public sealed class ChaosTests
{
    [Fact]
    public async Task Under_fire_no_alert_is_lost_and_none_repeats_itself_unmarked()
    {
        Tool.RequireFile(Repository.PathOf("node_modules/.bin/azurite"), "npm ci");
        await using var chaos = Child.Start("dotnet", [Path.Combine(AppContext.BaseDirectory, "RootWatch.Chaos.dll"), "--short", "--json"], patience: TimeSpan.FromMinutes(7));

        var exitCode = await chaos.ExitCodeAsync();

        exitCode.ShouldBe(0, chaos.Output);
        using var tally = JsonDocument.Parse(chaos.Output.TrimEnd().Split('\n')[^1]);
        Figure("lost").ShouldBe(0);
        Figure("unmarkedRepeats").ShouldBe(0);
        Figure("markedRepeats").ShouldBeLessThanOrEqualTo(Figure("kills") + Figure("tableFaults"));
        Figure("tableFaults").ShouldBeGreaterThan(5);
        Figure("threadsDeleted").ShouldBeGreaterThan(2);
        Figure("kills").ShouldBeGreaterThanOrEqualTo(20);
        Figure("incidents").ShouldBeGreaterThan(5);
        Figure("delivered").ShouldBeGreaterThan(3000);

        int Figure(string name) => tally.RootElement.GetProperty(name).GetInt32();
    }
}
