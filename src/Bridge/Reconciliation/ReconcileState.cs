namespace RootWatch.Bridge.Reconciliation;

/// <summary>How asking AWS stands.</summary>
public enum ReconcileState
{
    /// <summary>It is switched off.</summary>
    Off,

    /// <summary>No round has been made yet.</summary>
    Idle,

    /// <summary>A round is going on.</summary>
    Running,

    /// <summary>The last round went through all its accounts; some may have refused.</summary>
    Done,

    /// <summary>The last round ended early.</summary>
    Failed,
}
