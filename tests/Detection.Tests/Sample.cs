using System.Text;
using System.Text.Json;

namespace RootWatch.Detection.Tests;

/// <summary>The CloudTrail record in one of tests/Samples/cloudtrail.</summary>
internal static class Sample
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = int.MaxValue };

    public static IEnumerable<string> Names { get; } =
        [.. Directory.EnumerateFiles(Repository.PathOf("tests/Samples/cloudtrail"), "*.json").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)];

    public static byte[] Record(string name)
    {
        using var envelope = JsonDocument.Parse(File.ReadAllBytes(Repository.PathOf($"tests/Samples/cloudtrail/{name}.json")), Deep);
        return Encoding.UTF8.GetBytes(envelope.RootElement.GetProperty("detail").GetRawText());
    }

    public static Finding Finding(string name) => Detector.Detect(Record(name)).ShouldNotBeNull();
}
