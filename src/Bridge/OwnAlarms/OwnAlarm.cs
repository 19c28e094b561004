using RootWatch.Bridge.Heartbeat;

namespace RootWatch.Bridge.OwnAlarms;

/// <summary>An alarm of RootWatch's own in CloudWatch was raised.</summary>
/// <param name="Place">The alarm's account and region.</param>
/// <param name="Name">Its name. Begins with <c>rootwatch-</c>; the rest may be any text.</param>
/// <param name="Since">When it was raised, as CloudWatch writes it. May be any text.</param>
public sealed record OwnAlarm(SpokeId Place, string Name, string Since);
