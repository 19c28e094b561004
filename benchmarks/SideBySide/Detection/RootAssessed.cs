using RootWatch.Detection;
using RootWatch.Detection.History;
using RootWatch.Detection.Policy;
using RootWatch.SideBySide.Data;

namespace RootWatch.SideBySide.Detection;

/// <summary>A record of root's, read and assessed as the last of a history of 656: as many as three real sign-ins gave.</summary>
internal sealed class RootAssessed : IComparison
{
    private const int RoundCount = 9;
    private const int Known = 656;
    private const string Work = "a root record read and assessed, history of 656";

    public string Name => "root-assessed";

    public async Task<IReadOnlyList<Row>> MeasureAsync(CancellationToken cancellationToken)
    {
        var maker = new RootSamples();
        var random = new Random(6);
        var before = BenchData.RootOfOneAccount(Known);
        var history = AccountHistory.Of(AccountState.Empty, before.Select(static record => (Detector.Read(record)!, (DateTimeOffset?)null)), DetectionPolicy.None);
        var last = history.Observations[^1];
        var (account, running, later) = (last.Finding.Record.Account, last.Session.Start.AddSeconds(-BenchData.SecondsBetween), last.At.AddHours(12));
        return
        [
            .. await MeasureAsync("of the running session", maker.All(account, last.At.AddSeconds(BenchData.SecondsBetween), running, random)),
            .. await MeasureAsync("that opens a session", maker.All(account, later.AddMinutes(1), later, random)),
        ];

        async Task<IReadOnlyList<Row>> MeasureAsync(string which, IReadOnlyList<byte[]> records)
        {
            var ours = new RecordLoop(records, record => history.Add(Detector.Read(record)!, null, DetectionPolicy.None));
            var bytes = ours.BytesPerRecord();
            var rates = await Rounds.InTurnAsync(RoundCount, [ours.RateAsync], cancellationToken);
            return
            [
                new($"{Work}, {which}", "µs", [.. rates[0].Select(static rate => 1e6 / rate)]) { Goal = Goal.AtMost(15) },
                new($"{Work}, {which}, allocated", "B", [bytes]) { Goal = Goal.AtMost(8192) },
            ];
        }
    }
}
