using System.Collections.Immutable;

namespace RootWatch.Bridge.Heartbeat;

/// <summary>What has been noticed of the spokes' signs of life, and told. It is kept in the ledger.</summary>
public sealed record SilenceWatchState
{
    /// <summary>When the last sign from anywhere arrived, UTC; null where none ever did.</summary>
    public DateTimeOffset? LastHeard { get; init; }

    /// <summary>After how long without a sign from anywhere that is no accident.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.MaxValue;

    /// <summary>When somebody last looked, UTC.</summary>
    public DateTimeOffset Looked { get; init; }

    /// <summary>Since when somebody has been looking without a longer break, UTC: before that, the bridge itself was away.</summary>
    public DateTimeOffset LookingSince { get; init; }

    /// <summary>Nobody's silence counts from before then, UTC: the bridge could not hear.</summary>
    public DateTimeOffset NotBefore { get; init; }

    /// <summary>The silence from everywhere that lasts, or after which not all are back; null where there is none.</summary>
    public TotalSilence? Common { get; init; }

    /// <summary>How many were overdue when that was looked at in the last period; who is silent is not counted.</summary>
    public ImmutableList<OverdueCount> Overdue { get; init; } = [];

    /// <summary>Whose silence was told.</summary>
    public ImmutableList<SilentSpokes> Silent { get; init; } = [];

    /// <summary>The hubs whose heartbeats through the rule for root are missing, which was told.</summary>
    public ImmutableList<SilentRootPath> RootPaths { get; init; } = [];
}
