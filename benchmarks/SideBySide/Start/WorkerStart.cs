namespace RootWatch.SideBySide.Start;

/// <summary>From the start of the worker's process to its first 200, and what that consists of.</summary>
internal sealed class WorkerStart : IComparison
{
    private const int RoundCount = 5;

    public string Name => "start";

    public async Task<IReadOnlyList<Row>> MeasureAsync(CancellationToken cancellationToken)
    {
        foreach (var variant in new[] { Variant.Deployed, Variant.Uncompiled, Variant.Hello })
        {
            await Package.PublishAsync(variant, cancellationToken);
        }

        // Figures of rounds are single, so the phases are put aside as they come; the first round warms up.
        List<StartTimes> deployed = [], hello = [];
        var times = await Rounds.InTurnAsync(
            RoundCount,
            [
                token => AnsweredAsync(Measurement.OfRootWatchAsync(Variant.Deployed, token), deployed),
                token => AnsweredAsync(Measurement.OfRootWatchAsync(Variant.Uncompiled, token), []),
                token => AnsweredAsync(Measurement.OfHelloAsync(token), hello),
            ],
            cancellationToken);
        const string Microsoft = "Microsoft's hello app";
        return
        [
            new("worker's start to the first 200, as deployed", "ms", times[0]) { Peer = "compiled at run time", Peers = times[1], Goal = Goal.RatioAtMost(0.7) },
            new("worker's start to the first 200, as deployed", "ms", times[0]) { Peer = Microsoft, Peers = times[2] },
            Phase("of it: runtime, Main, services, stream to the host", static start => start.Connected),
            Phase("of it: functions listed and loaded", static start => start.Ready - start.Connected),
            Phase("of it: the first answer; ours sends a root sign-in to SNS and Teams", static start => start.Answered - start.Ready),
        ];

        Row Phase(string work, Func<StartTimes, double> phase) =>
            new(work, "ms", [.. deployed.Skip(1).Select(phase)]) { Peer = Microsoft, Peers = [.. hello.Skip(1).Select(phase)] };
    }

    private static async Task<double> AnsweredAsync(Task<StartTimes> measured, List<StartTimes> all)
    {
        var times = await measured;
        all.Add(times);
        return times.Answered;
    }
}
