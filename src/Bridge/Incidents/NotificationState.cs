using System.Collections.Immutable;
using System.Text.Json.Serialization;
using RootWatch.Detection;

namespace RootWatch.Bridge.Incidents;

/// <summary>What people have been told of an incident, or will be.</summary>
/// <param name="News">How many findings of it were news.</param>
/// <param name="Assessment">The worst assessment that was told.</param>
/// <param name="Severity">The worst severity that was told.</param>
/// <param name="Signals">What was told, as <see cref="Incidents.News.KeysOf"/> names it.</param>
public sealed record NotificationState(int News, Assessment Assessment, Severity Severity, ImmutableHashSet<string> Signals)
{
    public static NotificationState Nothing { get; } = new(0, default, default, []);

    /// <summary>How many messages it has made due, each to every channel.</summary>
    public int Messages { get; init; }

    /// <summary>When it made the last one due, UTC.</summary>
    public DateTimeOffset? Last { get; init; }

    /// <summary>How many findings it had then.</summary>
    public int Findings { get; init; }

    /// <summary>What waits for the next message; null where nothing does.</summary>
    [JsonPropertyName("held")]
    public PendingNews? Pending { get; init; }

    /// <summary>When the bridge last heard of it, UTC.</summary>
    [JsonPropertyName("heard")]
    public DateTimeOffset? LastArrival { get; init; }

    /// <summary>It has been quiet for an hour, and its summary was given.</summary>
    public bool IsClosed { get; init; }

    /// <summary>When people were told that something which it left behind was used, UTC; null where they were not.</summary>
    public DateTimeOffset? CredentialUsed { get; init; }

    /// <summary>What a person said of it; null where nobody has.</summary>
    public Acknowledgement? Acknowledgement { get; init; }

    /// <summary>The ids of the response steps that people marked as done, which no message asks for again; null where there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableHashSet<string>? StepsDone { get; init; }

    /// <summary>Takes a finding to be told.</summary>
    public NotificationState Add(Finding finding) =>
        this with
        {
            News = News + 1,
            Assessment = Worse(Assessment, finding.Assessment),
            Severity = Worse(Severity, finding.Severity),
            Signals = Signals.Union(Incidents.News.KeysOf(finding)),
        };

    /// <summary>Keeps news for the next message.</summary>
    public NotificationState Hold(Finding finding, IncidentSnapshot incident) =>
        this with { Pending = new PendingNews(finding, incident, finding.Severity == Severity.Critical && Severity < Severity.Critical, []).With(Pending) };

    /// <summary>What people have been told of two incidents that turn out to be one.</summary>
    public NotificationState With(NotificationState other) =>
        this with
        {
            News = Math.Max(News, other.News),
            Assessment = Worse(Assessment, other.Assessment),
            Severity = Worse(Severity, other.Severity),
            Signals = Signals.Union(other.Signals),
            Messages = Math.Max(Messages, other.Messages),
            Last = Later(Last, other.Last),
            Findings = Math.Max(Findings, other.Findings),
            Pending = other.Pending is { } held ? held.With(Pending) : Pending,
            LastArrival = Later(LastArrival, other.LastArrival),
            CredentialUsed = CredentialUsed ?? other.CredentialUsed,
            Acknowledgement = Acknowledgement ?? other.Acknowledgement,
            StepsDone = StepsDone is null ? other.StepsDone : StepsDone.Union(other.StepsDone ?? []),
        };

    private static T Worse<T>(T one, T other)
        where T : struct, Enum => Comparer<T>.Default.Compare(one, other) >= 0 ? one : other;

    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) => one is null || other > one ? other : one;
}
