using RootWatch.Bridge.Incidents;

namespace RootWatch.Cli.Scan;

/// <summary>A way to print what a scan finds.</summary>
internal interface IReport
{
    void Take(RecordedFinding recorded);

    void End();
}
