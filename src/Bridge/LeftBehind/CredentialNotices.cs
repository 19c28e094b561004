using RootWatch.Bridge.Incidents;
using RootWatch.Bridge.Messages;
using RootWatch.Detection;

namespace RootWatch.Bridge.LeftBehind;

/// <summary>The words of the notice that something left behind was used.</summary>
internal static class CredentialNotices
{
    private const int MostOthers = 5;

    /// <param name="incident">The incident as it is now.</param>
    /// <param name="used">What is used for the first time, never empty; the first of it stands for all.</param>
    /// <param name="left">What is known of all that the incident left behind.</param>
    public static Notice Used(IncidentSnapshot incident, IReadOnlyList<FollowedCredential> used, IEnumerable<FollowedCredential> left)
    {
        var first = used[0];
        var use = LeftBehindText.Telling(first);
        incident = incident with { LeftBehind = With(incident.LeftBehind, left) };
        return IncidentNotices.OfIncident(
            NoticeKind.CredentialUsed,
            incident,
            Severity.Critical,
            $"{LeftBehindText.Subject(first.Item.Credential)} was used from {LeftBehindText.Source(use?.SourceIp)}: {(use is null ? "an AWS API" : LeftBehindText.Call(use))}, {Phrases.Count(first.Calls, "call")}.",
            [
                new("Used", LeftBehindText.Words(first.Item.Credential)),
                .. use is null ? Array.Empty<Fact>() : [new Fact("Source", use.SourceIp ?? string.Empty), new Fact("Region", use.Region ?? string.Empty), new Fact("First use", Phrases.Utc(first.Uses.Min(one => one.First)))],
                .. used.Skip(1).Take(MostOthers).Select(other => new Fact("Also used", $"{LeftBehindText.Words(other.Item.Credential)}, {Phrases.Count(other.Calls, "call")}")),
            ],
            [
                "Anyone who has it no longer needs root. Delete or deactivate it now. The incident's page shows what it did.",
                "Treat the account as compromised.",
            ]);
    }

    private static LeftBehindSummary? With(LeftBehindSummary? summary, IEnumerable<FollowedCredential> left)
    {
        var known = left.ToList();
        return summary is null ? null : summary with { Items = summary.Items.ConvertAll(item => known.Find(other => other.Item.Credential.IsSame(item.Credential)) is { } same ? item.With(same.Item) : item) };
    }
}
