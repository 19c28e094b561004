using RootWatch.Detection;
using RootWatch.SideBySide.Data;

namespace RootWatch.SideBySide.Detection;

/// <summary>A record of root's, read: all samples.</summary>
internal sealed class RootRead : IComparison
{
    private const int RoundCount = 9;
    private const string Work = "a root record read";

    public string Name => "root-read";

    public async Task<IReadOnlyList<Row>> MeasureAsync(CancellationToken cancellationToken)
    {
        var ours = new RecordLoop(RootSamples.Records, static record => Detector.Read(record));
        var bytes = ours.BytesPerRecord();
        var rates = await Rounds.InTurnAsync(RoundCount, [ours.RateAsync, new RecordLoop(RootSamples.Records, Peers.Walk).RateAsync], cancellationToken);
        return
        [
            new(Work, "records/s", rates[0]) { Peer = Peers.WalkName, Peers = rates[1], Goal = Goal.RatioAtLeast(0.35) },
            new($"{Work}, allocated", "B", [bytes]) { Goal = Goal.AtMost(4096) },
        ];
    }
}
