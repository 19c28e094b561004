using RootWatch.Bridge.Notifications.Teams;

namespace RootWatch.Chaos;

/// <summary>How much of everything in one run.</summary>
/// <param name="Envelopes">How many different envelopes there are; one in a hundred is root's.</param>
/// <param name="Kills">How many processes are killed, at least.</param>
/// <param name="Seed">What all choices follow from.</param>
/// <param name="Via">How Teams is reached.</param>
internal sealed record ChaosOptions(int Envelopes, int Kills, int Seed, TeamsVia Via)
{
    /// <summary>One in so many requests to a sink goes wrong.</summary>
    public const double Faults = 0.3;

    /// <summary>So many envelopes are delivered twice.</summary>
    public const double Redelivered = 0.3;

    public const double Root = 0.01;

    /// <summary>So many of root's records EventBridge never brings: they are found only by asking AWS.</summary>
    public const double LostUpstream = 0.3;

    /// <summary>How far back AWS is asked.</summary>
    public static readonly TimeSpan History = TimeSpan.FromDays(80);

    /// <summary>How long there is from one kill to the next.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromSeconds(1.5);

    /// <summary>The runs that make up the short or the long form: one for each way to Teams, for only Graph has threads and only Workflows has receipts.</summary>
    public static IReadOnlyList<ChaosOptions> Of(bool isShort, int seed) =>
        isShort
            ? [new(1_500, 10, seed, TeamsVia.Workflow), new(1_500, 10, seed + 1, TeamsVia.Graph)]
            : [new(10_000, 100, seed, TeamsVia.Workflow), new(10_000, 100, seed + 1, TeamsVia.Graph)];
}
