using System.Text;
using System.Text.Json;
using RootWatch.Bridge.Incidents;
using RootWatch.Detection;
using RootWatch.Detection.Policy;

namespace RootWatch.Bridge.Tests.Scorecard;

/// <summary>A story of tests/Samples/stories, with what the bridge makes of each of its records.</summary>
/// <param name="Name">Its file's name; begins with normal- or attack-.</param>
/// <param name="Records">Each record, whether it is the intruder's, and what was recorded of it.</param>
/// <param name="Incidents">The incidents at its end.</param>
internal sealed record LabelledStory(string Name, IReadOnlyList<(JsonElement Json, bool IsAttack, RecordedFinding Recorded)> Records, IReadOnlyList<Incident> Incidents)
{
    public static IReadOnlyList<LabelledStory> All { get; } = [.. Read()];

    public bool IsAttack => Name.StartsWith("attack-", StringComparison.Ordinal);

    /// <summary>Root sessions, and attempts without one: what a person would call one use of root.</summary>
    public int Uses => Incidents.Count;

    private static IEnumerable<LabelledStory> Read()
    {
        var folder = Repository.PathOf("tests/Samples/stories");
        using var labels = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "labels.json")));
        foreach (var story in labels.RootElement.EnumerateObject())
        {
            var attack = story.Value.EnumerateArray().Select(id => id.GetString()!).ToHashSet(StringComparer.Ordinal);
            using var file = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, story.Name)));
            yield return Replay(Path.GetFileNameWithoutExtension(story.Name), file.RootElement.EnumerateObject().Single().Value.Clone(), attack);
        }
    }

    private static LabelledStory Replay(string name, JsonElement records, HashSet<string> attack)
    {
        var ledger = AccountLedger.Empty;
        var incidents = new Dictionary<string, Incident>(StringComparer.Ordinal);
        var replayed = new List<(JsonElement, bool, RecordedFinding)>();
        foreach (var json in records.EnumerateArray())
        {
            (ledger, var recorded) = ledger.Record(Detector.Read(Encoding.UTF8.GetBytes(json.GetRawText()))!, arrived: null, DetectionPolicy.None);
            incidents[recorded.Incident.Id] = recorded.Incident;
            replayed.Add((json, attack.Contains(recorded.Finding.Record.EventId), recorded));
        }

        return new LabelledStory(name, replayed, [.. incidents.Values]);
    }
}
