using RootWatch.Bridge.Messages;
using RootWatch.Bridge.Reconciliation;
using Spectre.Console;

namespace RootWatch.Cli.Reconcile;

/// <summary>Says what a round came to.</summary>
internal static class RoundReport
{
    private const int Most = 200;
    private const int WidthInAPipe = 200;

    /// <returns>0 where everything was asked; 1 where something could not be.</returns>
    public static int Write(ReconcileStatus round)
    {
        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Console.Profile.Width = WidthInAPipe;
        }

        if (round.Refused.Count > 0)
        {
            var table = new Table().RoundedBorder().AddColumns("Account", "Region", "Not asked, because");
            foreach (var refused in round.Refused.Take(Most))
            {
                table.AddRow(Text(refused.Account), Text(refused.Region ?? "all"), Text(refused.Reason));
            }

            AnsiConsole.Write(table);
            if (round.Refused.Count > Most)
            {
                AnsiConsole.MarkupLine($"[grey]The first {Most} of {round.Refused.Count}.[/]");
            }
        }

        AnsiConsole.MarkupLine($"{(round.Accounts is { } accounts ? $"{round.AccountsDone} of {accounts} accounts, " : string.Empty)}{round.Answered} of {round.Questions} questions answered in {round.Requests} requests. {Found(round.Found)}");
        if (round.Problem is { } problem)
        {
            AnsiConsole.MarkupLine($"[red]The round ended early:[/] {Text(problem)}");
        }

        return round.State == ReconcileState.Done && round.Refused.Count == 0 ? 0 : 1;
    }

    private static string Found(int found) =>
        found switch
        {
            0 => "EventBridge has brought every root event.",
            1 => "[yellow]1 root event[/] had not come through EventBridge; it has been told.",
            _ => $"[yellow]{found} root events[/] had not come through EventBridge; they have been told.",
        };

    private static string Text(string text) => Markup.Escape(Untrusted.Text(text));
}
