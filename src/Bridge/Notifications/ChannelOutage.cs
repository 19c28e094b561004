namespace RootWatch.Bridge.Notifications;

/// <summary>A channel refuses messages.</summary>
/// <param name="Since">Since when, UTC.</param>
/// <param name="Reason">Why, as its answer said.</param>
public sealed record ChannelOutage(DateTimeOffset Since, string Reason);
