using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using RootWatch.Bridge.Incidents;
using RootWatch.Detection;
using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.Policy;

namespace RootWatch.Chaos;

/// <summary>What is delivered, and what must come of it.</summary>
/// <param name="Deliveries">Envelopes in the order in which they are delivered, some twice.</param>
/// <param name="Expected">The incidents that people must hear of, as the detection sees them with every record in its order.</param>
/// <param name="RootRecords">How many of the envelopes are root's.</param>
/// <param name="Lost">Records of root's that EventBridge never brings: only AWS's event history has them.</param>
internal sealed partial record Load(IReadOnlyList<byte[]> Deliveries, IReadOnlyList<ExpectedIncident> Expected, int RootRecords, IReadOnlyList<LostRecord> Lost)
{
    private const int LongestStory = 40;

    public static Load Create(ChaosOptions options)
    {
        var random = new Random(options.Seed);
        var stories = StoryFile.Names
            .Select(story => File.ReadAllText(StoryFile.PathOf(story)))
            .Where(story => EventId().Count(story) <= LongestStory)
            .ToList();
        var ledgers = new AccountLedgers(DetectionPolicy.None, AccountProfiles.None);
        var incidents = new Dictionary<string, (Incident Incident, HashSet<string> Events)>(StringComparer.Ordinal);
        List<byte[]> envelopes = [];
        List<LostRecord> lost = [];
        var roots = 0;
        while (roots < options.Envelopes * ChaosOptions.Root)
        {
            using var story = JsonDocument.Parse(MovedToYesterday(Copy(stories[random.Next(stories.Count)], random)));
            foreach (var record in story.RootElement.EnumerateObject().Single().Value.EnumerateArray())
            {
                var root = Detector.Read(Encoding.UTF8.GetBytes(record.GetRawText()));
                if (root is not null && random.NextDouble() < ChaosOptions.LostUpstream && IsInHistory(record, root))
                {
                    lost.Add(new LostRecord(root.Account, root.Region!, record.GetRawText()));
                }
                else
                {
                    envelopes.Add(Envelope(record, random));
                }

                if (root is not null)
                {
                    roots++;
                    var recorded = ledgers.Record(root, arrived: null);
                    var events = incidents.TryGetValue(recorded.Incident.Id, out var known) ? known.Events : new HashSet<string>(StringComparer.Ordinal);
                    events.Add(root.EventId);
                    incidents[recorded.Incident.Id] = (recorded.Incident, events);
                }
            }
        }

        var user = File.ReadAllText(Repository.PathOf("src/Cli/Demo/Story/12-iam-user-calls.json"));
        while (envelopes.Count < options.Envelopes)
        {
            envelopes.Add(Encoding.UTF8.GetBytes(Copy(user, random)));
        }

        var deliveries = envelopes.Concat(envelopes.Where(_ => random.NextDouble() < ChaosOptions.Redelivered)).ToArray();
        random.Shuffle(deliveries);
        return new Load(deliveries, [.. incidents.Values.Where(known => known.Incident.Notifications.News > 0).Select(known => new ExpectedIncident(known.Incident.Id, known.Incident.Severity, known.Events))], roots, lost);
    }

    // Other accounts and other event ids: a story that knows nothing of its copies.
    private static string Copy(string story, Random random)
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        var renamed = Account().Replace(story, match => Known(match.Value, () => random.NextInt64(100_000_000_000, 999_999_999_999).ToString("D12", CultureInfo.InvariantCulture)));
        return EventId().Replace(renamed, _ => $"\"eventID\": \"{NewGuid(random)}\"");

        string Known(string value, Func<string> create)
        {
            if (!known.TryGetValue(value, out var other))
            {
                known.Add(value, other = create());
            }

            return other;
        }
    }

    // AWS's event history goes back 90 days, and a story is as old as it is.
    private static string MovedToYesterday(string story)
    {
        var last = Time().Matches(story).Select(match => DateTimeOffset.Parse(match.Value, CultureInfo.InvariantCulture)).DefaultIfEmpty().Max();
        var days = (TimeProvider.System.GetUtcNow().AddDays(-1) - last).Days;
        return Time().Replace(story, match => DateTimeOffset.Parse(match.Value, CultureInfo.InvariantCulture).AddDays(days).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
    }

    // Where it is found by root's name.
    private static bool IsInHistory(JsonElement record, RootRecord root) =>
        root is { Identity: RootIdentity.RootUser, Region: not null } && root.EventTime > TimeProvider.System.GetUtcNow() - ChaosOptions.History
        && record.GetProperty("userIdentity").GetProperty("type").GetString() is "Root" && !record.GetProperty("userIdentity").TryGetProperty("userName", out _)
        && (!record.TryGetProperty("eventCategory", out var category) || category.GetString() is "Management");

    private static byte[] Envelope(JsonElement record, Random random)
    {
        var source = record.GetProperty("eventSource").GetString()!;
        return JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["version"] = "0",
            ["id"] = NewGuid(random),
            ["detail-type"] = source.StartsWith("signin.", StringComparison.Ordinal) ? "AWS Console Sign In via CloudTrail" : "AWS API Call via CloudTrail",
            ["source"] = "aws." + source.Split('.')[0],
            ["detail"] = record,
        });
    }

    private static Guid NewGuid(Random random)
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }

    [GeneratedRegex(@"\b\d{12}\b", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Account();

    [GeneratedRegex(@"\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Time();

    [GeneratedRegex("""
        "eventID": ?"[^"]*"
        """, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex EventId();
}
