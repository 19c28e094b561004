using RootWatch.Bridge.Notifications;
using RootWatch.Detection;

namespace RootWatch.Bridge.Recording;

/// <summary>What an event came to in the ledger.</summary>
/// <param name="Finding">The finding.</param>
/// <param name="IncidentId">The incident it belongs to.</param>
/// <param name="NewsOf">The incidents that it is news of: mostly its own, or none.</param>
public sealed record RecordingResult(Finding Finding, string IncidentId, IReadOnlyList<string> NewsOf)
{
    /// <summary>The messages of those incidents; new ones are leased to the caller.</summary>
    public IReadOnlyList<Delivery> Deliveries { get; init; } = [];

    /// <summary>When news of it that is held back may go out, UTC; null where none is.</summary>
    public DateTimeOffset? HeldUntil { get; init; }
}
