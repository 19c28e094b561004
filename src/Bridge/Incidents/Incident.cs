using System.Collections.Immutable;
using RootWatch.Detection;

namespace RootWatch.Bridge.Incidents;

/// <summary>One account's root use: the findings of one root session, and those without a session that belong to it.</summary>
public sealed record Incident
{
    /// <summary>How long root must be quiet for the next use to be another incident.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromHours(1);

    public required string Id { get; init; }

    public required string Account { get; init; }

    public required DateTimeOffset Start { get; init; }

    public required DateTimeOffset End { get; init; }

    /// <summary>When its last finding reached the bridge, which may be long after it happened.</summary>
    public required DateTimeOffset LastArrival { get; init; }

    public int Findings { get; init; }

    public Assessment Assessment { get; init; }

    public Severity Severity { get; init; }

    /// <summary>Sessions, addresses and signals in the order in which they were first seen.</summary>
    public ImmutableList<string> Sessions { get; init; } = [];

    public ImmutableList<string> Sources { get; init; } = [];

    public ImmutableList<string> Signals { get; init; } = [];

    /// <summary>Opens an incident for its first finding.</summary>
    public static Incident Open(Finding finding, DateTimeOffset arrived)
    {
        var at = finding.Record.EventTime ?? arrived;
        return new Incident { Id = IncidentId.For(finding), Account = finding.Record.Account, Start = at, End = at, LastArrival = arrived };
    }

    /// <summary>
    /// Whether a finding belongs here: by its session, or, since sign-ins that fail and console actions have
    /// none, by address and time.
    /// </summary>
    public bool Takes(Finding finding, DateTimeOffset arrived)
    {
        var record = finding.Record;
        if (!record.Account.Equals(Account, StringComparison.Ordinal))
        {
            return false;
        }

        if (record.SessionKey is { } session && Sessions.Contains(session))
        {
            return true;
        }

        var at = record.EventTime ?? arrived;
        return record.SourceIp is { } source && Sources.Contains(source) && at >= Start - Quiet && at <= End + Quiet;
    }

    public Incident Add(Finding finding, DateTimeOffset arrived)
    {
        var at = finding.Record.EventTime ?? arrived;
        return this with
        {
            Start = at < Start ? at : Start,
            End = at > End ? at : End,
            LastArrival = arrived > LastArrival ? arrived : LastArrival,
            Findings = Findings + 1,
            Assessment = finding.Assessment > Assessment ? finding.Assessment : Assessment,
            Severity = finding.Severity > Severity ? finding.Severity : Severity,
            Sessions = With(Sessions, finding.Record.SessionKey),
            Sources = With(Sources, finding.Record.SourceIp),
            Signals = finding.Signals.Aggregate(Signals, (known, signal) => With(known, signal.Id)),
        };
    }

    private static ImmutableList<string> With(ImmutableList<string> known, string? found) =>
        found is null || known.Contains(found) ? known : known.Add(found);
}
