using RootWatch.Bridge.Incidents;
using RootWatch.Bridge.Notifications;
using Spectre.Console;

namespace RootWatch.Cli.Scan;

/// <summary>One incident's findings in their order.</summary>
internal sealed class TimelineReport(string incident) : IReport
{
    private const int WidthInAPipe = 400;

    private Incident? _last;

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

        _last = recorded.Incident;
        var finding = recorded.Finding;
        AnsiConsole.Console.MarkupLine(
            $"{(finding.Record.EventTime is { } at ? FindingLine.Utc(at) : "no time             ")} {(recorded.IsNews ? "[bold]told[/]" : "    ")} {TableReport.Colored(finding.Assessment, $"{finding.Assessment,-9} {finding.Severity,-13}")} "
            + $"{Markup.Escape(finding.Act.Sentence)} {Markup.Escape(Untrusted.Text($"{finding.Record.EventSource} {finding.Record.EventName} from {finding.Record.SourceIp}"))} [grey]{string.Join(", ", finding.Signals.Select(signal => signal.Id))}[/]");
    }

    public void End() =>
        AnsiConsole.Console.MarkupLine(
            _last is null
                ? $"No incident is called {Markup.Escape(incident)}. [grey]--format incidents lists them.[/]"
                : $"{_last.Id}: {TableReport.Colored(_last.Assessment, $"{_last.Assessment}, {_last.Severity}")}, {_last.Findings} findings, {_last.Told.News} messages.");
}
