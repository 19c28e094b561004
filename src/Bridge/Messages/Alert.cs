using System.Collections.Immutable;
using RootWatch.Bridge.Incidents;
using RootWatch.Detection;

namespace RootWatch.Bridge.Messages;

/// <summary>Root was used.</summary>
/// <param name="Finding">The finding that is news; of several, the worst.</param>
/// <param name="Incident">The incident it belongs to.</param>
/// <param name="Also">What else was done since the last message, in short.</param>
public sealed record Alert(Finding Finding, IncidentSnapshot Incident, ImmutableList<string> Also) : Message
{
    public override string Topic => Incident.Id;

    public override Severity Urgency => Finding.Severity;

    // A record that becomes worse, as more is known, is told again for other reasons.
    public override string Fingerprint => $"{Finding.Record.Account} {Finding.Record.EventId} {Finding.Severity} {string.Join(',', Finding.Signals.Select(signal => signal.Id))} {Remark}";
}
