namespace RootWatch.Chaos;

/// <summary>How much of everything.</summary>
/// <param name="Envelopes">How many different envelopes there are; one in a hundred is root's.</param>
/// <param name="Kills">How many processes are killed, at least.</param>
/// <param name="Seed">What all choices follow from.</param>
/// <param name="Pace">How long there is from one kill to the next.</param>
internal sealed record ChaosOptions(int Envelopes, int Kills, int Seed, TimeSpan Pace)
{
    /// <summary>One in so many requests to a sink goes wrong.</summary>
    public const double Faults = 0.3;

    /// <summary>So many envelopes are delivered twice.</summary>
    public const double Redelivered = 0.3;

    public const double Root = 0.01;

    public static ChaosOptions Long(int seed) => new(20_000, 200, seed, TimeSpan.FromSeconds(1.5));

    public static ChaosOptions Short(int seed) => new(3_000, 20, seed, TimeSpan.FromSeconds(1.5));
}
