using RootWatch.SideBySide.Data;

namespace RootWatch.SideBySide.Scan;

/// <summary><c>rootwatch scan</c> of 200,000 records beside what else looks through packed logs.</summary>
internal sealed class ScanOfLogs : IComparison
{
    private const int RoundCount = 3;
    private const string Work = "`scan` of 200,000 records in 40 files, 1 % root";

    private static readonly string Files = $"'{BenchData.Logs}'/*.gz";

    private static readonly (string Name, string Tool, string Line, Goal? Goal)[] Peers =
    [
        ("`zcat`", "zcat", $"zcat {Files}", Goal.RatioAtLeast(1.2)),
        ("`zcat | wc`", "zcat", $"zcat {Files} | wc", null),
        ("`jq`", "jq", $"zcat {Files} | jq -c '.Records[] | select(.userIdentity.type == \"Root\")'", Goal.RatioAtLeast(6)),
        ("Python, `json.load`", "python3", $"python3 '{Repository.PathOf("benchmarks/SideBySide/Scan/find_root.py")}' {Files}", Goal.RatioAtLeast(3)),
    ];

    public string Name => "scan";

    public async Task<IReadOnlyList<Row>> MeasureAsync(CancellationToken cancellationToken)
    {
        BenchData.Prepare();
        var ours = new Command(RootWatchTool.Scan(BenchData.Logs));
        var peers = Peers.Where(static peer => Command.Exists(peer.Tool)).ToList();
        var times = await Rounds.InTurnAsync(RoundCount, [ours.TimeAsync, .. peers.Select(static peer => new Command(peer.Line)).Select(static command => (Func<CancellationToken, Task<double>>)command.TimeAsync)], cancellationToken);
        return
        [
            .. peers.Select((peer, at) => new Row(Work, "records/s", Rates(times[0])) { Peer = peer.Name, Peers = Rates(times[at + 1]), Goal = peer.Goal }),
            .. Peers.Except(peers).Select(static peer => Row.Missing(Work, peer.Name, peer.Goal, $"{peer.Tool} is missing")),
        ];
    }

    private static List<double> Rates(IReadOnlyList<double> milliseconds) => [.. milliseconds.Select(static time => BenchData.Records / time * 1e3)];
}
