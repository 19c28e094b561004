using RootWatch.Bridge.Recording;
using RootWatch.Detection.Tampering;

namespace RootWatch.Bridge.Ingestion;

/// <summary>Which tampering is told together.</summary>
internal static class TamperingGroups
{
    /// <summary>
    /// What goes through CloudFormation, by StackSet or account, for an update is many calls. Never what two callers did, a
    /// removal with a change, or what succeeded with what was refused, for nothing may hide behind our own update. Null for
    /// what is told by itself.
    /// </summary>
    /// <param name="record">What was done.</param>
    /// <param name="arrived">When it arrived, UTC, for a record that does not say when it happened.</param>
    public static NoticeGroup? Of(TamperRecord record, DateTimeOffset arrived) =>
        record.IsThroughCloudFormation
            ? new NoticeGroup($"tampering {record.Thing} {Scope(record)} {(record.IsRemoval ? "removal" : "change")} {(record.Failed ? "refused" : "done")}", record.EventTime ?? arrived)
            : null;

    // A StackSet of that name in another account is another one. What StackSets does itself is one over all accounts.
    private static string Scope(TamperRecord record) =>
        record.IsByStackSets && record.StackSet is null ? "StackSets"
        : $"{record.Account} {record.Role ?? record.Who} {record.StackSet}";
}
