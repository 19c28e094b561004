using RootWatch.Detection.Effects;

namespace RootWatch.Detection.Tests.Effects;

/// <summary>Single acts with their requests, and what an expert would want them to be found: judged-acts.tsv.</summary>
public sealed class JudgedActsTests
{
    public static TheoryData<string, string, string, string, string, string> Acts { get; } =
        [.. Effort.Each(File.ReadLines(Repository.PathOf("tests/Detection.Tests/Effects/judged-acts.tsv")).Where(line => !line.StartsWith('#')).Select(line => line.Split('\t'))
            .Select(cells => (cells[0], cells[1], cells[2], cells[3], cells[4], cells[5])))];

    [Theory]
    [MemberData(nameof(Acts))]
    public void Each_is_in_its_band_and_has_its_effect(string band, string effect, string service, string name, string readOnly, string request)
    {
        var finding = Act.Of(service, name, readOnly switch { "true" => true, "false" => false, _ => null }, request);

        Band.Holds(band, finding).ShouldBeTrue($"{finding.Act.Sentence} is {finding.Assessment} and {finding.Severity}");
        finding.Effect.ShouldBe(Enum.Parse<Effect>(effect));
    }

    [Fact]
    public void Every_effect_fires_and_every_band_has_calm_ones_beside_it()
    {
        var acts = File.ReadLines(Repository.PathOf("tests/Detection.Tests/Effects/judged-acts.tsv")).Where(line => !line.StartsWith('#')).Select(line => line.Split('\t')).ToList();

        acts.Select(cells => cells[1]).Distinct(StringComparer.Ordinal).ShouldBe(Enum.GetNames<Effect>(), ignoreOrder: true);
        acts.Count(cells => cells[0] is "look" or "plain").ShouldBeGreaterThanOrEqualTo(acts.Count(cells => cells[0] is "grave"));
    }
}
