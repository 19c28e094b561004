namespace RootWatch.Bridge.Heartbeat;

/// <summary>A hub whose heartbeats through the rule for root are missing, which was told.</summary>
/// <param name="Account">The hub's account.</param>
/// <param name="Region">The hub's region.</param>
/// <param name="Last">When the last one arrived, UTC.</param>
/// <param name="Messages">How many messages told of it.</param>
/// <param name="LastMessage">When the last of them did, UTC.</param>
public sealed record SilentRootPath(string Account, string Region, DateTimeOffset Last, int Messages, DateTimeOffset LastMessage)
{
    internal SpokeId Hub => new(Account, Region);
}
