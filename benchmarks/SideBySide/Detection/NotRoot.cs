using RootWatch.Detection;
using RootWatch.SideBySide.Data;

namespace RootWatch.SideBySide.Detection;

/// <summary>A record that is neither root nor tampering: everything that a delivered event passes.</summary>
internal sealed class NotRoot : IComparison
{
    private const int RoundCount = 9;
    private const string Work = "neither root nor tampering: all that a delivered event passes";

    public string Name => "not-root";

    public async Task<IReadOnlyList<Row>> MeasureAsync(CancellationToken cancellationToken)
    {
        var records = BenchData.Others(2_000);
        var ours = new RecordLoop(records, Pass);
        var bytes = ours.BytesPerRecord();
        var rates = await Rounds.InTurnAsync(
            RoundCount,
            [ours.RateAsync, new RecordLoop(records, Peers.Walk).RateAsync, new RecordLoop(records, Peers.Parse).RateAsync],
            cancellationToken);
        return
        [
            new(Work, "records/s", rates[0]) { Peer = Peers.WalkName, Peers = rates[1], Goal = Goal.RatioAtLeast(2.5) },
            new(Work, "records/s", rates[0]) { Peer = Peers.DocumentName, Peers = rates[2] },
            new($"{Work}, allocated", "B", [bytes]) { Goal = Goal.AtMost(0) },
            new("of them, those that the first look passes on", "%", [100.0 * records.Count(static record => Detector.MayMatter(record)) / records.Count]) { Goal = Goal.AtMost(5) },
        ];
    }

    private static void Pass(byte[] record)
    {
        if (Detector.MayMatter(record) && Detector.Read(record) is null)
        {
            Detector.ReadTampering(record);
        }
    }
}
