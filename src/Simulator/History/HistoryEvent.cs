namespace RootWatch.Simulator.History;

/// <summary>An event as CloudTrail's history shows it.</summary>
/// <param name="Id">The record's eventID.</param>
/// <param name="Name">What was called.</param>
/// <param name="Time">When it happened.</param>
/// <param name="Username">Who called; null where the history names nobody.</param>
/// <param name="AccessKeyId">The access key that signed the call; null where none did.</param>
/// <param name="Resources">The names of what the call was about.</param>
/// <param name="Record">The record, as JSON.</param>
public sealed record HistoryEvent(string Id, string Name, DateTimeOffset Time, string? Username, string? AccessKeyId, IReadOnlyList<string> Resources, string Record)
{
    /// <summary>The service that was called.</summary>
    public string Source { get; init; } = string.Empty;

    /// <summary>When it appears in the history.</summary>
    internal DateTimeOffset Appears { get; init; }

    /// <summary>Sets it apart from others of the same second.</summary>
    internal int Number { get; init; }
}
