using System.Text.Json.Nodes;

namespace RootWatch.Infrastructure.Tests.Aws;

/// <summary>A file in tests/Samples/tampering: what somebody does, the records that it leaves, and who sees it.</summary>
internal sealed class TamperScript
{
    private readonly JsonNode _file;

    private TamperScript(string name, JsonNode file) => (Name, _file) = (name, file);

    public static IReadOnlyList<string> Names { get; } =
        [.. Directory.EnumerateFiles(Repository.PathOf("tests/Samples/tampering"), "*.json").Select(file => Path.GetFileNameWithoutExtension(file)!).OrderBy(Number).ThenBy(name => name, StringComparer.Ordinal)];

    public string Name { get; }

    public string Title => (string)_file["title"]!;

    public bool IsSilent => _file["silent"] is not null;

    /// <summary>What tells it though no event does; null where events do, or nothing need be told.</summary>
    public string? Unseen => (string?)_file["unseen"];

    /// <summary>The messages that people get, in order.</summary>
    public IReadOnlyList<string> Told => Texts("told");

    /// <summary>The rules that forward it.</summary>
    public IReadOnlyList<string> Rules => Texts("rules");

    public IReadOnlyList<JsonNode> Records => [.. _file["records"]!.AsArray().Select(record => record!)];

    public static TamperScript Read(string name) => new(name, JsonNode.Parse(File.ReadAllBytes(Repository.PathOf($"tests/Samples/tampering/{name}.json")))!);

    private static int Number(string name) => int.TryParse(name.Split('-')[0], System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue;

    private IReadOnlyList<string> Texts(string list) => [.. (_file[list]?.AsArray() ?? []).Select(text => (string)text!)];
}
