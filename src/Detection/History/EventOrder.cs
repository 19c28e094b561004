using RootWatch.Detection.CloudTrail;

namespace RootWatch.Detection.History;

/// <summary>A record's place among its account's: by time; of one second, what signs in comes first, and the rest in an order that is always the same.</summary>
/// <param name="At">When it happened, UTC.</param>
/// <param name="SignsIn">Whether the sign-in service recorded it.</param>
/// <param name="EventId">CloudTrail's id.</param>
public readonly record struct EventOrder(DateTimeOffset At, bool SignsIn, string EventId)
{
    /// <summary>Compares two places.</summary>
    public static Comparer<EventOrder> Comparer { get; } = Comparer<EventOrder>.Create(static (one, other) =>
        one.At != other.At ? one.At.CompareTo(other.At)
        : one.SignsIn != other.SignsIn ? other.SignsIn.CompareTo(one.SignsIn)
        : string.CompareOrdinal(one.EventId, other.EventId));

    /// <summary>The place of a record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="at">When it happened, UTC.</param>
    public static EventOrder Of(RootRecord record, DateTimeOffset at) =>
        new(at, record.EventSource.StartsWith("signin.", StringComparison.OrdinalIgnoreCase), record.EventId);
}
