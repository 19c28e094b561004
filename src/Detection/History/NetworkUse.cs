namespace RootWatch.Detection.History;

/// <summary>A network from which root was used.</summary>
/// <param name="SessionKey">The session; null for sign-ins that failed and console actions, which have none.</param>
/// <param name="Network">A /24 or /48.</param>
/// <param name="Last">When it was last seen there, UTC.</param>
public sealed record NetworkUse(string? SessionKey, string Network, DateTimeOffset Last);
