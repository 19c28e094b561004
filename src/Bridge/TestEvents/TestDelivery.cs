using RootWatch.Bridge.Notifications;

namespace RootWatch.Bridge.TestEvents;

/// <summary>A test's message to one channel.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="State">How far it is.</param>
/// <param name="Settled">When an attempt last ended, UTC; null where none has.</param>
/// <param name="Reason">Why it has not been sent; null where it has.</param>
public sealed record TestDelivery(string Channel, DeliveryState State, DateTimeOffset? Settled, string? Reason);
