using System.Text.Json;
using RootWatch.Bridge.Incidents;

namespace RootWatch.Cli.Scan;

/// <summary>Incidents, one JSON object a line.</summary>
internal sealed class IncidentsReport : IReport
{
    private readonly Incidents _incidents;

    public IncidentsReport(TextWriter output) =>
        _incidents = new Incidents(incident => output.WriteLine(JsonSerializer.Serialize(IncidentLine.Of(incident), LineJson.Default.IncidentLine)));

    public void Take(RecordedFinding recorded) => _incidents.Take(recorded.Incident);

    public void End() => _incidents.Close();
}
