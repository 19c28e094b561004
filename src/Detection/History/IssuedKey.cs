using RootWatch.Detection.CloudTrail;

namespace RootWatch.Detection.History;

/// <summary>The access key of a centralized root session.</summary>
/// <param name="At">When <c>sts:AssumeRoot</c> issued it, UTC.</param>
/// <param name="Key">The access key's id.</param>
/// <param name="Task">The task policy, without its path.</param>
public sealed record IssuedKey(DateTimeOffset At, string Key, string Task)
{
    /// <summary>What a record says of it; null where it issues none to the account that it names.</summary>
    /// <param name="record">A record of <c>sts:AssumeRoot</c>, kept in the caller's account.</param>
    /// <param name="arrived">When it became known, UTC.</param>
    public static (string Account, IssuedKey Issued)? Of(RootRecord record, DateTimeOffset? arrived) =>
        record is { Identity: RootIdentity.AssumeRootCaller, Target.Account: { } account, Request: { IssuedKey: { } key, TaskPolicy: { } task } } && account != record.Account
            ? (account, new IssuedKey(record.EventTime ?? arrived ?? DateTimeOffset.UnixEpoch, key, task))
            : null;
}
