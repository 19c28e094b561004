using RootWatch.Bridge.Incidents;
using RootWatch.Bridge.LeftBehind;
using RootWatch.Bridge.Notifications;
using RootWatch.Detection;

namespace RootWatch.Bridge.Recording;

/// <summary>All that is kept of an incident.</summary>
/// <param name="Document">How it stands.</param>
/// <param name="Records">Its records, in the order in which they happened; the oldest of very many may be missing.</param>
/// <param name="Alternatives">What would have made the worst of it more normal; empty where nothing would, null where that is not known any more.</param>
/// <param name="Deliveries">Its messages, in the order in which they became due.</param>
/// <param name="Audit">What people did about it, in the order in which they did.</param>
public sealed record IncidentDetails(
    IncidentDocument Document, IReadOnlyList<IncidentRecord> Records, IReadOnlyList<Alternative>? Alternatives, IReadOnlyList<Delivery> Deliveries, IReadOnlyList<AuditEntry> Audit)
{
    public IncidentSnapshot Incident => Document.Incident;

    /// <summary>What it left behind, and what that did since, as far as AWS was asked.</summary>
    public IReadOnlyList<FollowedCredential> LeftBehind { get; init; } = [];
}
