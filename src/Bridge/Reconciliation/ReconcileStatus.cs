namespace RootWatch.Bridge.Reconciliation;

/// <summary>How the current or last round stands, for <c>GET /api/reconcile</c>.</summary>
/// <param name="State">In one word.</param>
public sealed record ReconcileStatus(ReconcileState State)
{
    /// <summary>The one account that it is about; null where it is about all.</summary>
    public string? Account { get; init; }

    /// <summary>From when it asks, UTC; null where it goes on from where each region is complete.</summary>
    public DateTimeOffset? Since { get; init; }

    public DateTimeOffset? Started { get; init; }

    public DateTimeOffset? Ended { get; init; }

    /// <summary>How many accounts it is about; null where that is not known yet.</summary>
    public int? Accounts { get; init; }

    public int AccountsDone { get; init; }

    /// <summary>How many questions it has, as far as it has come; a question may have several pages.</summary>
    public int Questions { get; init; }

    public int Answered { get; init; }

    public int Requests { get; init; }

    /// <summary>How many root events it found that EventBridge had not brought.</summary>
    public int Found { get; init; }

    /// <summary>Why it ended early; null where it did not.</summary>
    public string? Problem { get; init; }

    /// <summary>Who could not be asked when that was last tried.</summary>
    public IReadOnlyList<UnansweredPlace> Refused { get; init; } = [];
}
