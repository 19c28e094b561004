using RootWatch.SideBySide.Bridge;
using RootWatch.SideBySide.Detection;
using RootWatch.SideBySide.Scan;
using RootWatch.SideBySide.Start;

namespace RootWatch.SideBySide;

/// <summary>All that is measured, in the order of the table.</summary>
internal static class Comparisons
{
    public static IReadOnlyList<IComparison> All { get; } =
    [
        new NotRoot(),
        new RootRead(),
        new RootAssessed(),
        new ScanOfLogs(),
        new ScanMemory(),
        new ScanOfRoot(),
        new PostNotRoot(),
        new RootEvents(),
        new Heartbeats(),
        new Storm(),
        new ManyAccounts(),
        new WorkerStart(),
    ];
}
