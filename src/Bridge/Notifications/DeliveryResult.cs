namespace RootWatch.Bridge.Notifications;

/// <summary>Where an event's deliveries stand when its answer is due.</summary>
/// <param name="States">Each channel's.</param>
/// <param name="RetryAfter">When to deliver the event again; null where everything due has been sent.</param>
public sealed record DeliveryResult(IReadOnlyDictionary<string, DeliveryState> States, TimeSpan? RetryAfter);
