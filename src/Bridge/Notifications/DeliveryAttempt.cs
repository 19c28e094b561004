namespace RootWatch.Bridge.Notifications;

/// <summary>Where a delivery stands after an attempt.</summary>
/// <param name="Delivery">The delivery as it is now.</param>
/// <param name="RetryAfter">How long to wait before the next attempt; null where nobody said.</param>
internal sealed record DeliveryAttempt(Delivery Delivery, TimeSpan? RetryAfter);
