using System.Text.Json;
using RootWatch.Bridge.Incidents;

namespace RootWatch.Cli.Scan;

/// <summary>Findings, one JSON object a line.</summary>
internal sealed class FindingsReport(TextWriter output) : IReport
{
    public void Take(RecordedFinding recorded) =>
        output.WriteLine(JsonSerializer.Serialize(FindingLine.Of(recorded), LineJson.Default.FindingLine));

    public void End() => output.Flush();
}
