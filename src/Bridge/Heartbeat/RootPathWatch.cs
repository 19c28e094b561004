using RootWatch.Bridge.Messages;

namespace RootWatch.Bridge.Heartbeat;

/// <summary>
/// Says whether root's events still have their way: the hub sends heartbeats through the rule for root, besides the
/// spokes' own. Their silence counts only while others are heard. A hub that never sent one is too old to be missed.
/// </summary>
internal sealed class RootPathWatch(HeartbeatInterval interval)
{
    /// <param name="state">What was noticed of all heartbeats.</param>
    /// <param name="hubs">Each hub's last heartbeat through the rule for root.</param>
    /// <param name="now">The time, UTC.</param>
    /// <param name="due">What is to be told.</param>
    public SilenceWatchState Look(SilenceWatchState state, IReadOnlyList<SignOfLife> hubs, DateTimeOffset now, List<Notice> due)
    {
        // While nothing comes from anywhere, or not all are back yet, that is what is to be told.
        if (state.Common is not null || !(now - state.LastHeard < state.Pause))
        {
            return state;
        }

        // A hub that was moved stays silent, and that was told: root's events come through the other.
        var isOneAlive = hubs.Any(hub => now - hub.Last < interval.Outage);
        return state with { RootPaths = [.. hubs.Select(hub => Look(state, hub, isOneAlive, now, due)).OfType<SilentRootPath>()] };
    }

    private SilentRootPath? Look(SilenceWatchState state, SignOfLife hub, bool isOneAlive, DateTimeOffset now, List<Notice> due)
    {
        var silent = state.RootPaths.Find(told => told.Hub == hub.Spoke);
        if (silent is not null && hub.Last > silent.Last)
        {
            due.Add(RootPathNotices.Back(silent with { Messages = silent.Messages + 1 }, hub.Last));
            return null;
        }

        var since = hub.Last > state.NotBefore ? hub.Last : state.NotBefore;
        var isDue = silent is null ? now - since >= interval.Outage : !isOneAlive && now - silent.LastMessage >= SilenceWatch.Reminder;
        if (!isDue)
        {
            return silent;
        }

        silent = new SilentRootPath(hub.Spoke.Account, hub.Spoke.Region, hub.Last, (silent?.Messages ?? 0) + 1, now);
        due.Add(RootPathNotices.Silent(silent));
        return silent;
    }
}
