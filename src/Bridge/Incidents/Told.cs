using System.Collections.Immutable;
using RootWatch.Detection;

namespace RootWatch.Bridge.Incidents;

/// <summary>What people have been told of an incident.</summary>
/// <param name="Messages">How many messages it has made due, each to every channel.</param>
/// <param name="Assessment">The worst assessment that was told.</param>
/// <param name="Severity">The worst severity that was told.</param>
/// <param name="Signals">The ids of the signals that were told.</param>
public sealed record Told(int Messages, Assessment Assessment, Severity Severity, ImmutableHashSet<string> Signals)
{
    public static Told Nothing { get; } = new(0, default, default, []);

    public Told Add(Finding finding) =>
        new(
            Messages + 1,
            finding.Assessment > Assessment ? finding.Assessment : Assessment,
            finding.Severity > Severity ? finding.Severity : Severity,
            Signals.Union(finding.Signals.Select(signal => signal.Id)));

    /// <summary>What people have been told of two incidents that turn out to be one.</summary>
    public Told With(Told other) =>
        new(
            Math.Max(Messages, other.Messages),
            other.Assessment > Assessment ? other.Assessment : Assessment,
            other.Severity > Severity ? other.Severity : Severity,
            Signals.Union(other.Signals));
}
