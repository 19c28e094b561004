using System.Text;
using System.Text.Json;
using RootWatch.Bridge.Incidents;
using RootWatch.Detection;
using RootWatch.Detection.Policy;

namespace RootWatch.Bridge.Tests.Scorecard;

/// <summary>A story of tests/Samples/stories, with what the bridge makes of each of its records.</summary>
/// <param name="Name">Its file's name; begins with normal- or attack-.</param>
/// <param name="Labels">What is known of it.</param>
/// <param name="Records">Its records in their order.</param>
/// <param name="Incidents">The incidents at its end.</param>
internal sealed record LabelledStory(string Name, StoryLabels Labels, IReadOnlyList<LabelledRecord> Records, IReadOnlyList<Incident> Incidents)
{
    public static IReadOnlyList<LabelledStory> All { get; } = [.. Read()];

    public bool IsAttack => Name.StartsWith("attack-", StringComparison.Ordinal);

    /// <summary>Root sessions, and attempts without one: what a person would call one use of root.</summary>
    public int Uses => Incidents.Count;

    /// <summary>Whether something of a story without an intruder is flagged.</summary>
    public bool HasFalseAlarm => !IsAttack && Records.Any(record => record.IsFlagged);

    /// <summary>Whether something of the intruder's is flagged before the first grave act is over.</summary>
    public bool IsFlaggedInTime => Records.TakeWhile(record => record.EventId != Labels.FirstGraveAct).Append(Records.FirstOrDefault(record => record.EventId == Labels.FirstGraveAct)).Any(record => record is { IsAttack: true, IsFlagged: true });

    /// <summary>Uses in which nothing is the intruder's.</summary>
    public IReadOnlyList<Incident> NormalUses => [.. Incidents.ExceptBy(Records.Where(record => record.IsAttack).Select(record => record.Recorded?.Incident.Id), incident => incident.Id, StringComparer.Ordinal)];

    private static IEnumerable<LabelledStory> Read() =>
        JsonSerializer.Deserialize<Dictionary<string, StoryLabels>>(File.ReadAllBytes(Path.Combine(StoryFile.Folder, "labels.json")), JsonSerializerOptions.Web)!
            .Select(story => Replay(Path.GetFileNameWithoutExtension(story.Key), story.Value));

    private static LabelledStory Replay(string name, StoryLabels labels)
    {
        using var file = JsonDocument.Parse(File.ReadAllBytes(StoryFile.PathOf(name)));
        var ledgers = new AccountLedgers(StoryFile.PolicyPathOf(name) is { } policy ? DetectionPolicy.Parse(File.ReadAllBytes(policy), policy) : DetectionPolicy.None, AccountProfiles.None);
        var incidents = new Dictionary<string, Incident>(StringComparer.Ordinal);
        var replayed = new List<LabelledRecord>();
        foreach (var json in file.RootElement.EnumerateObject().Single().Value.EnumerateArray())
        {
            var recorded = Detector.Read(Encoding.UTF8.GetBytes(json.GetRawText())) is { } record ? ledgers.Record(record, arrived: null) : null;
            if (recorded is not null)
            {
                incidents[recorded.Incident.Id] = recorded.Incident;
            }

            var id = json.GetProperty("eventID").GetString()!;
            replayed.Add(new LabelledRecord(json.Clone(), labels.Intruder.Contains(id), labels.Looks.Contains(id), recorded));
        }

        return new LabelledStory(name, labels, replayed, [.. incidents.Values]);
    }
}
