using RootWatch.SideBySide.Data;

namespace RootWatch.SideBySide.Scan;

/// <summary>The most memory that <c>rootwatch scan</c> holds.</summary>
internal sealed class ScanMemory : IComparison
{
    private const int RoundCount = 2;

    public string Name => "scan-memory";

    public async Task<IReadOnlyList<Row>> MeasureAsync(CancellationToken cancellationToken)
    {
        BenchData.Prepare();
        var peaks = await Rounds.InTurnAsync(
            RoundCount,
            [
                new Command(RootWatchTool.Scan(BenchData.Logs)).PeakMemoryAsync,
                new Command(RootWatchTool.Scan(BenchData.OneLog)).PeakMemoryAsync,
                new Command(RootWatchTool.Scan(BenchData.TenThousandOfRoot)).PeakMemoryAsync,
            ],
            cancellationToken);
        return
        [
            new("`scan` of 200,000 records in 40 files, peak memory", "MB", peaks[0]) { Goal = Goal.AtMost(150) },
            new("the same in one file", "MB", peaks[1]) { Goal = Goal.AtMost(150) },
            new("`scan` of 10,000 root records of one account, peak memory", "MB", peaks[2]) { Goal = Goal.AtMost(150) },
        ];
    }
}
