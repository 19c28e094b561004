using System.Text.Json;
using RootWatch.Bridge.Messages;
using Spectre.Console;

namespace RootWatch.Cli.Verify;

/// <summary>The checks, for people or for machines.</summary>
internal static class VerifyReport
{
    private const int MostAlike = 20;

    public static void Write(IReadOnlyList<Check> checks, bool asJson)
    {
        if (asJson)
        {
            Console.WriteLine(JsonSerializer.Serialize(checks, VerifyJson.Default.IReadOnlyListCheck));
            return;
        }

        var table = new Table().RoundedBorder().AddColumns("Check", "Where", "Result", "What was seen", "What to do");
        foreach (var alike in checks.GroupBy(check => (check.Name, check.Status)))
        {
            // Hundreds of spokes that are well take one line; the others one each.
            if (alike.Key.Status == CheckStatus.Passed && alike.Count() > 2)
            {
                table.AddRow(alike.Key.Name, $"{alike.Count()} places", Colored(CheckStatus.Passed), "all well", string.Empty);
                continue;
            }

            foreach (var check in alike.Take(MostAlike))
            {
                table.AddRow(check.Name, check.Where, Colored(check.Status), Shown(check.Detail), Shown(check.Fix ?? string.Empty));
            }

            if (alike.Count() > MostAlike)
            {
                table.AddRow(alike.Key.Name, $"{alike.Count() - MostAlike} more", Colored(alike.Key.Status), "--json shows all", string.Empty);
            }
        }

        AnsiConsole.Write(table);
        AnsiConsole.WriteLine($"{Count(checks, CheckStatus.Passed)} passed, {Count(checks, CheckStatus.Failed)} failed, {Count(checks, CheckStatus.Skipped)} not looked at.");
    }

    private static int Count(IReadOnlyList<Check> checks, CheckStatus status) => checks.Count(check => check.Status == status);

    private static string Shown(string text) => Markup.Escape(Untrusted.Text(text, 300));

    private static string Colored(CheckStatus status) =>
        status switch
        {
            CheckStatus.Passed => "[green]passed[/]",
            CheckStatus.Failed => "[red]failed[/]",
            CheckStatus.Skipped => "[yellow]not looked at[/]",
            _ => throw new ArgumentOutOfRangeException(nameof(status), status, message: null),
        };
}
