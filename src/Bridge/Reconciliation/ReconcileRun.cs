using System.Text.Json.Serialization;

namespace RootWatch.Bridge.Reconciliation;

/// <summary>A round of asking AWS, as the ledger keeps it: one at a time, by one process at a time.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Started">When it began, UTC: it asks for what happened before.</param>
public sealed record ReconcileRun(string Id, DateTimeOffset Started)
{
    /// <summary>The one account that it is about; null where it is about all.</summary>
    public string? Account { get; init; }

    /// <summary>From when it asks, UTC; null where it goes on from where each region is complete.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>When the last round of all accounts began, UTC; null where none ever did.</summary>
    public DateTimeOffset? LastOfAll { get; init; }

    /// <summary>Whose it is: another one for each process that takes it.</summary>
    public string? Owner { get; init; }

    /// <summary>When others may take it over, UTC.</summary>
    public DateTimeOffset OwnedUntil { get; init; }

    /// <summary>When it ended, UTC; null where it has not.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>How many accounts it is about; null where that is not known yet.</summary>
    public int? Accounts { get; init; }

    /// <summary>How many of them it is done with.</summary>
    public int AccountsDone { get; init; }

    /// <summary>How many questions it has, as far as it has come; a question may have several pages.</summary>
    public int Questions { get; init; }

    /// <summary>How many of them were answered.</summary>
    public int Answered { get; init; }

    /// <summary>How many requests it made for them.</summary>
    public int Requests { get; init; }

    /// <summary>How many root events it found that EventBridge had not brought.</summary>
    public int Found { get; init; }

    /// <summary>Why it ended early; null where it did not.</summary>
    public string? Problem { get; init; }

    /// <summary>Whether it is about all accounts, from where each is complete.</summary>
    [JsonIgnore]
    public bool IsOfAll => Account is null && Since is null;
}
