namespace RootWatch.SideBySide.Bridge;

/// <summary>How long answers took, in milliseconds.</summary>
internal sealed class Latencies(IEnumerable<double> milliseconds)
{
    private readonly double[] _sorted = [.. milliseconds.Order()];

    public int Count => _sorted.Length;

    public double P50 => At(0.5);

    public double P99 => At(0.99);

    private double At(double share) => _sorted[(int)(share * (_sorted.Length - 1))];
}
