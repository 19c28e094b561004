using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using RootWatch.Bridge.Links;

namespace RootWatch.Benchmarks;

/// <summary>A signed link made, and checked.</summary>
public class LinkBenchmarks
{
    private const string Incident = "111122200000-0a1b2c3d4e";

    private readonly LinkSigner _links = new(
        Options.Create(new LinkOptions
        {
            BaseUrl = new Uri("https://rootwatch.example"),
            Keys = new Dictionary<string, string>(StringComparer.Ordinal) { ["a"] = "a-key-of-the-benchmarks-that-opens-nothing" },
        }),
        TimeProvider.System);

    private QueryCollection _query = QueryCollection.Empty;

    [GlobalSetup]
    public void Prepare() => _query = new QueryCollection(QueryHelpers.ParseQuery(Sign()!.Query));

    [Benchmark]
    public Uri? Sign() => _links.Sign(LinkSigner.Incident, Incident);

    [Benchmark]
    public bool Check() => _links.Check(LinkSigner.Incident, Incident, _query) == LinkVerdict.Good;
}
