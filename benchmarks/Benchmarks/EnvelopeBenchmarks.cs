using System.Text;
using RootWatch.Bridge.Ingestion;
using RootWatch.SideBySide.Data;

namespace RootWatch.Benchmarks;

/// <summary>The parts of one of EventBridge's envelopes found.</summary>
public class EnvelopeBenchmarks
{
    private readonly byte[] _body = Encoding.UTF8.GetBytes($$"""{"version":"0","id":"1","detail-type":"AWS API Call via CloudTrail","detail":{{Encoding.UTF8.GetString(BenchData.Others(1)[0])}}}""");

    [Benchmark]
    public bool Read() => EnvelopeReader.TryRead(_body, out _) == EnvelopeFault.None;
}
