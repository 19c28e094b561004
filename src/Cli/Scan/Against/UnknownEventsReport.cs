using System.Globalization;
using System.Text.Json;
using RootWatch.Bridge.Messages;
using Spectre.Console;

namespace RootWatch.Cli.Scan.Against;

/// <summary>Lists the events that the bridge does not know: the first ones for people, all as JSON Lines.</summary>
internal sealed class UnknownEventsReport(TextWriter output, bool asLines)
{
    private const int Most = 200;
    private const int WidthInAPipe = 200;

    private readonly Table _table = new Table().RoundedBorder().AddColumns("Account", "Region", "Time (UTC)", "Event", "Verdict", "Event id");
    private long _forgettable;

    /// <summary>How many events the bridge never saw.</summary>
    public long Missed { get; private set; }

    public void Take(UnknownEventLine unknown)
    {
        _forgettable += unknown.IsForgettable ? 1 : 0;
        Missed += unknown.IsForgettable ? 0 : 1;
        if (asLines)
        {
            output.WriteLine(JsonSerializer.Serialize(unknown, UnknownEventJson.Default.UnknownEventLine));
        }
        else if (!unknown.IsForgettable && Missed <= Most)
        {
            _table.AddRow(
                Text(unknown.Account), Text(unknown.Region ?? "none"), unknown.EventTime ?? "none", Text($"{unknown.EventSource} {unknown.EventName}"), $"{unknown.Assessment}, {unknown.Severity}", Text(unknown.EventId));
        }
    }

    /// <param name="comparison">What was compared.</param>
    public void End(Comparison comparison)
    {
        output.Flush();
        if (asLines)
        {
            return;
        }

        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Console.Profile.Width = WidthInAPipe;
        }

        if (Missed > 0)
        {
            AnsiConsole.Write(_table);
        }

        if (Missed > Most)
        {
            AnsiConsole.MarkupLine($"[grey]The first {Most} of {Missed}; --format jsonl gives all.[/]");
        }

        AnsiConsole.MarkupLine($"{comparison.Compared} events of root's use compared: the bridge never saw {(Missed == 0 ? "none" : Missed.ToString(CultureInfo.InvariantCulture))} of them.");
        AnsiConsole.MarkupLine(
            $"[grey]It keeps events since {FindingLine.Utc(comparison.KeptSince!.Value)}.{(_forgettable > 0 ? $" Of those before, it does not know {_forgettable}: whether it ever saw them, nobody can tell." : string.Empty)}[/]");
    }

    private static string Text(string text) => Markup.Escape(Untrusted.Text(text));
}
