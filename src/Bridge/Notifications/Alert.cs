using RootWatch.Bridge.Incidents;
using RootWatch.Detection;

namespace RootWatch.Bridge.Notifications;

/// <summary>What a channel is to tell.</summary>
/// <param name="Finding">The finding that is news.</param>
/// <param name="Incident">The incident it belongs to.</param>
/// <param name="MayBeRepeat">An earlier attempt may have arrived already.</param>
public sealed record Alert(Finding Finding, Incident Incident, bool MayBeRepeat);
