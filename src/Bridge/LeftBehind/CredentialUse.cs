namespace RootWatch.Bridge.LeftBehind;

/// <summary>What a credential was used for: calls that have all this in common.</summary>
/// <param name="EventSource">The service, such as ec2.amazonaws.com: text from outside.</param>
/// <param name="EventName">The action, such as RunInstances: text from outside.</param>
/// <param name="SourceIp">The caller's address: text from outside; null where the record has none.</param>
/// <param name="Region">The region; null where the record has none.</param>
/// <param name="Failed">Whether the calls failed.</param>
public sealed record CredentialUse(string EventSource, string EventName, string? SourceIp, string? Region, bool Failed)
{
    /// <summary>How many calls.</summary>
    public int Calls { get; init; }

    /// <summary>When the first of them was made, UTC.</summary>
    public DateTimeOffset First { get; init; }

    /// <summary>When the last of them was made, UTC.</summary>
    public DateTimeOffset Last { get; init; }

    /// <summary>Whether it is of the same calls.</summary>
    public bool IsSame(CredentialUse other) =>
        (EventSource, EventName, SourceIp, Region, Failed) == (other.EventSource, other.EventName, other.SourceIp, other.Region, other.Failed);

    /// <summary>With one call more.</summary>
    public CredentialUse With(DateTimeOffset at) =>
        this with { Calls = Calls + 1, First = Calls == 0 || at < First ? at : First, Last = at > Last ? at : Last };
}
