using System.Globalization;
using RootWatch.Bridge.Incidents;
using RootWatch.Detection;
using Spectre.Console;

namespace RootWatch.Cli.Scan;

/// <summary>Incidents, for people: the worst ones where there are too many to read.</summary>
internal sealed class TableReport : IReport
{
    private const int Most = 200;

    private readonly IAnsiConsole _console;
    private readonly Incidents _incidents;
    private readonly PriorityQueue<Incident, (Assessment, Severity, DateTimeOffset)> _worst = new();
    private long _count;

    public TableReport(IAnsiConsole console)
    {
        _console = console;
        _incidents = new Incidents(Keep);
        if (Console.IsOutputRedirected)
        {
            console.Profile.Width = 160;
        }
    }

    public static string Colored(Assessment assessment, string text) =>
        $"[{assessment switch { Assessment.Expected => "green", Assessment.Unusual => "yellow", Assessment.Anomalous => "red", _ => throw new ArgumentOutOfRangeException(nameof(assessment), assessment, message: null) }}]{Markup.Escape(text)}[/]";

    public void Take(RecordedFinding recorded) => _incidents.Take(recorded.Incident);

    public void End()
    {
        _incidents.Close();
        var table = new Table().RoundedBorder().AddColumns("Incident", "Start (UTC)", "Lasted", "Findings", "Messages", "Verdict", "Signals");
        foreach (var incident in _worst.UnorderedItems.Select(item => item.Element).OrderBy(incident => incident.Start).ThenBy(incident => incident.Id, StringComparer.Ordinal))
        {
            table.AddRow(
                incident.Id,
                incident.Start.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
                Lasted(incident.End - incident.Start),
                incident.Findings.ToString(CultureInfo.InvariantCulture),
                incident.Notifications.News.ToString(CultureInfo.InvariantCulture),
                Colored(incident.Assessment, $"{incident.Assessment}, {incident.Severity}"),
                string.Join(", ", incident.Session.Signals));
        }

        _console.Write(table);
        if (_count > Most)
        {
            _console.MarkupLine($"[grey]The worst {Most} of {_count} incidents; --format incidents gives all.[/]");
        }
    }

    private static string Lasted(TimeSpan span) => $"{(int)span.TotalHours:00}:{span.Minutes:00}:{span.Seconds:00}";

    private void Keep(Incident incident)
    {
        _count++;
        _worst.Enqueue(incident, (incident.Assessment, incident.Severity, incident.Start));
        if (_worst.Count > Most)
        {
            _worst.Dequeue();
        }
    }
}
