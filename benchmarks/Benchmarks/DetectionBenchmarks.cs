using RootWatch.Detection;
using RootWatch.Detection.History;
using RootWatch.Detection.Policy;
using RootWatch.SideBySide.Data;

namespace RootWatch.Benchmarks;

/// <summary>One record read, and assessed.</summary>
public class DetectionBenchmarks
{
    private const int Count = 100;
    private const int Known = 656;

    private readonly IReadOnlyList<byte[]> _others = BenchData.Others(Count);
    private readonly IReadOnlyList<byte[]> _root = [.. RootSamples.Records.Take(Count)];
    private readonly AccountHistory _history = Records.Ledger(Known).Ledger.History;
    private IReadOnlyList<byte[]> _later = [];

    [GlobalSetup]
    public void Prepare()
    {
        var session = _history.Observations[^1].At.AddHours(12);
        _later = [.. new RootSamples().All(_history.Observations[^1].Finding.Record.Account, session.AddMinutes(1), session, new Random(6)).Take(Count)];
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public int NotRoot()
    {
        var silent = 0;
        foreach (var record in _others)
        {
            silent += Detector.Read(record) is null && Detector.ReadTampering(record) is null ? 1 : 0;
        }

        return silent;
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public int RootRead()
    {
        var read = 0;
        foreach (var record in _root)
        {
            read += Detector.Read(record) is null ? 0 : 1;
        }

        return read;
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public int RootReadAndAssessed()
    {
        var signals = 0;
        foreach (var record in _later)
        {
            signals += _history.Add(Detector.Read(record)!, arrived: null, DetectionPolicy.None).Finding.Signals.Count;
        }

        return signals;
    }
}
