using RootWatch.Bridge.Incidents;
using RootWatch.Bridge.Messages;
using Spectre.Console;

namespace RootWatch.Cli.Scan;

/// <summary>One incident's findings in their order.</summary>
internal sealed class TimelineReport(string incident) : IReport
{
    private const int WidthInAPipe = 400;

    /// <summary>The incident as its last finding left it; null where none was found.</summary>
    public Incident? Found { get; private set; }

    public void Take(RecordedFinding recorded)
    {
        if (recorded.Incident.Id != incident)
        {
            return;
        }

        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Console.Profile.Width = WidthInAPipe;
        }

        Found = recorded.Incident;
        var finding = recorded.Finding;
        AnsiConsole.Console.MarkupLine(
            $"{(finding.Record.EventTime is { } at ? FindingLine.Utc(at) : "no time             ")} {(recorded.IsNews ? "[bold]told[/]" : "    ")} {TableReport.Colored(finding.Assessment, $"{finding.Assessment,-9} {finding.Severity,-13}")} "
            + $"{Markup.Escape(finding.Act.Sentence)} {Markup.Escape(Untrusted.Text($"{finding.Record.EventSource} {finding.Record.EventName} from {finding.Record.SourceIp}"))} [grey]{string.Join(", ", finding.Signals.Select(signal => signal.Id))}[/]");
    }

    public void End() =>
        AnsiConsole.Console.MarkupLine(
            Found is null
                ? $"No incident is called {Markup.Escape(incident)}. [grey]--format incidents lists them.[/]"
                : $"{Found.Id}: {TableReport.Colored(Found.Assessment, $"{Found.Assessment}, {Found.Severity}")}, {Found.Findings} findings, {Found.Notifications.News} messages.");
}
