using System.Collections.Immutable;
using System.Text.Json.Serialization;
using RootWatch.Bridge.Incidents;
using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.History;
using RootWatch.Detection.Policy;

namespace RootWatch.Bridge.Recording;

/// <summary>An account's ledger as it is kept: what was known at first, the records since, and what was told. The findings follow from these.</summary>
/// <param name="Start">What was known before the first of the records.</param>
/// <param name="Records">The records, in the order in which they happened.</param>
/// <param name="Notifications">What people have been told, by incident.</param>
internal sealed record AccountDocument(
    AccountState Start,
    IReadOnlyList<AccountDocument.KnownRecord> Records,
    [property: JsonPropertyName("told")] ImmutableDictionary<string, NotificationState> Notifications)
{
    public static AccountDocument Of(AccountLedger ledger) =>
        new(ledger.History.Start, [.. ledger.History.Observations.Select(known => new KnownRecord(known.Finding.Record, known.Arrived))], ledger.Notifications);

    public AccountLedger ToLedger(DetectionPolicy policy) =>
        new(
            AccountHistory.Of(Start, Records.Select(known => (known.Record, known.Arrived)), policy),
            Notifications.WithComparers(StringComparer.Ordinal));

    /// <param name="Record">A record.</param>
    /// <param name="Arrived">When the bridge heard of it, UTC.</param>
    internal sealed record KnownRecord(RootRecord Record, DateTimeOffset? Arrived);
}
