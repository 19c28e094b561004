using System.Globalization;
using System.Text;
using System.Text.Json;
using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.History;

namespace RootWatch.Detection.Tests;

/// <summary>The sequences in tests/Samples/stories.</summary>
internal static class Story
{
    public static RootRecord[] Records(string story)
    {
        using var file = JsonDocument.Parse(File.ReadAllBytes(StoryFile.PathOf(story)));
        return [.. file.RootElement.GetProperty("Records").EnumerateArray().Select(record => Detector.Read(Encoding.UTF8.GetBytes(record.GetRawText()))).OfType<RootRecord>()];
    }

    /// <summary>Everything that people would see of the incidents, and what was learnt.</summary>
    public static string StateOf(IEnumerable<RootRecord> records)
    {
        var state = TestData.History([.. records]).State;
        return string.Join('\n', state.Sessions.OrderBy(session => session.Id, StringComparer.Ordinal).Select(Describe)) + "\n" + Describe(state.ProfileAt(DateTimeOffset.MaxValue));
    }

    private static string Describe(SessionState session) => string.Create(
        CultureInfo.InvariantCulture,
        $"{session.Id} {session.Start:O} {session.End:O} {session.Findings} {session.Assessment} {session.Severity} {session.Standing} {string.Join(',', session.Signals)} {string.Join(',', session.Sources)} {string.Join(',', session.Sightings)} {string.Join(',', session.Agents)} {string.Join(',', session.Regions)} {string.Join(',', session.Services)} {string.Join(',', session.Tallies.OrderBy(tally => tally.Key, StringComparer.Ordinal).Select(tally => $"{tally.Key}={tally.Value.Count}"))}");

    private static string Describe(AccountProfile profile) => string.Create(
        CultureInfo.InvariantCulture,
        $"{profile.Sessions} {profile.UsesMfa} {profile.LastUsed:O} {string.Join(',', profile.Networks)} {string.Join(',', profile.Agents)} {string.Join(',', profile.Regions)} {string.Join(',', profile.Services)}");
}
