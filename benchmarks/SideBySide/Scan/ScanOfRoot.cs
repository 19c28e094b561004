using RootWatch.SideBySide.Data;

namespace RootWatch.SideBySide.Scan;

/// <summary>Whether twice the root records of one account take twice the time.</summary>
internal sealed class ScanOfRoot : IComparison
{
    private const int RoundCount = 3;

    public string Name => "scan-linear";

    public async Task<IReadOnlyList<Row>> MeasureAsync(CancellationToken cancellationToken)
    {
        BenchData.Prepare();
        var times = await Rounds.InTurnAsync(
            RoundCount,
            [new Command(RootWatchTool.Scan(BenchData.TenThousandOfRoot)).TimeAsync, new Command(RootWatchTool.Scan(BenchData.FiveThousandOfRoot)).TimeAsync],
            cancellationToken);
        return [new("`scan` of 10,000 root records of one account", "ms", times[0]) { Peer = "of 5,000", Peers = times[1], Goal = Goal.RatioAtMost(2.1) }];
    }
}
