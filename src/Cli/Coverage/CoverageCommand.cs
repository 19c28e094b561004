using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using RootWatch.Bridge.Heartbeat;
using RootWatch.Cli.Bridge;
using Spectre.Console;

namespace RootWatch.Cli.Coverage;

internal static class CoverageCommand
{
    public static Command Create()
    {
        var bridge = new BridgeOptions();
        var posture = new Option<bool>("--posture") { Description = "Shows how root of each account can sign in instead." };
        var failOn = new Option<string?>("--fail-on") { Description = $"With --posture: exit code 1 where some account is so. Any of {string.Join(", ", PostureFinding.All.Select(finding => finding.Name))}, with commas between them." };
        var command = new Command(
            "coverage",
            """
            Shows which accounts and regions a running bridge hears, when CloudTrail was last seen to work there, and whether root's path through the hub works.

            Examples:
              rootwatch coverage --to https://my-bridge.azurewebsites.net
              rootwatch coverage --posture --fail-on keys,no-mfa
            """)
        { bridge.To, bridge.Key, posture, failOn };
        command.SetAction((parsed, cancellationToken) =>
            parsed.GetValue(posture) || parsed.GetValue(failOn) is not null
                ? ShowPostureAsync(bridge, parsed, parsed.GetValue(failOn), cancellationToken)
                : bridge.CallAsync(parsed, HttpMethod.Get, "coverage", json: null, ShowAsync, cancellationToken));
        return command;
    }

    /// <summary>0 where no account is as it must not be, 1 where one is or the bridge refused, 2 where it was not called.</summary>
    private static async Task<int> ShowPostureAsync(BridgeOptions bridge, ParseResult parsed, string? failOn, CancellationToken cancellationToken)
    {
        var names = failOn?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
        if ((failOn is not null && names.Length == 0) || names.FirstOrDefault(name => !PostureFinding.All.Any(finding => finding.Name == name)) is not null)
        {
            await Console.Error.WriteLineAsync($"--fail-on is \"{failOn}\"; it must be any of {string.Join(", ", PostureFinding.All.Select(finding => finding.Name))}, with commas between them.");
            return 2;
        }

        var isFailed = false;
        var called = await bridge.CallAsync(
            parsed, HttpMethod.Get, "posture", json: null,
            async body => isFailed = await PostureView.ShowAsync(body, [.. PostureFinding.All.Where(finding => names.Contains(finding.Name, StringComparer.Ordinal))]), cancellationToken);
        return called == 0 && isFailed ? 1 : called;
    }

    private static async Task ShowAsync(Stream body)
    {
        var coverage = (await JsonSerializer.DeserializeAsync(body, CoverageJson.Default.SpokeViewArray))!;
        var isAsked = coverage.Any(spoke => spoke.Reconciled is not null);
        var table = new Table().RoundedBorder().AddColumns(["Account", "Region", "State", "Last heard (UTC)", "CloudTrail last seen (UTC)", .. isAsked ? ["Reconciled until (UTC)"] : Array.Empty<string>()]);
        foreach (var spoke in coverage)
        {
            table.AddRow([spoke.Account, spoke.Region, Colored(spoke.State), Time(spoke.Last), CloudTrail(spoke), .. isAsked ? [Reconciled(spoke.Reconciled)] : Array.Empty<string>()]);
        }

        AnsiConsole.Write(table);
        foreach (var hub in coverage.Where(spoke => spoke.RootPath is not null))
        {
            AnsiConsole.MarkupLine($"Root's path through the hub {hub.Account}/{hub.Region}: {Colored(hub.RootPath!.Value)}, last heard {Time(hub.RootPathLast)}");
        }
    }

    private static string CloudTrail(SpokeView spoke) =>
        spoke.CloudTrail switch
        {
            null => "not known",
            CoverageState.Silent => $"[red]silent[/], {Time(spoke.CloudTrailLast)}",
            CoverageState.NotWatched => string.Empty,
            _ => Time(spoke.CloudTrailLast),
        };

    private static string Reconciled(ReconciledCoverage? asked) =>
        asked is null ? "not asked"
        : Time(asked.Until) + (asked.Found > 0 ? $", found {asked.Found}" : string.Empty) + (asked.NotAsked is { } because ? $"; [red]{Markup.Escape(because)}[/]" : string.Empty);

    private static string Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? "never";

    private static string Colored(CoverageState state) =>
        state switch
        {
            CoverageState.Alive => "[green]alive[/]",
            CoverageState.Silent => "[red]silent[/]",
            CoverageState.NeverHeard => "[yellow]never heard, though expected[/]",
            CoverageState.NotWatched => "[yellow]not watched[/]",
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, message: null),
        };
}
