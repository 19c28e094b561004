using System.Text;
using System.Text.Json;

namespace RootWatch.Tests;

/// <summary>The files in tests/Samples/cloudtrail.</summary>
internal static class Sample
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = int.MaxValue };

    public static IEnumerable<string> Names { get; } =
        [.. Directory.EnumerateFiles(Repository.PathOf("tests/Samples/cloudtrail"), "*.json").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)];

    public static byte[] Envelope(string name) => File.ReadAllBytes(Repository.PathOf($"tests/Samples/cloudtrail/{name}.json"));

    /// <summary>A file of another folder than cloudtrail, such as signs/heartbeat.</summary>
    public static byte[] Of(string path) => File.ReadAllBytes(Repository.PathOf($"tests/Samples/{path}.json"));

    /// <summary>The CloudTrail record in the envelope.</summary>
    public static byte[] Record(string name)
    {
        using var envelope = JsonDocument.Parse(Envelope(name), Deep);
        return Encoding.UTF8.GetBytes(envelope.RootElement.GetProperty("detail").GetRawText());
    }
}
