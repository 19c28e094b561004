namespace RootWatch.Detection.Activities;

/// <summary>One of the five tasks for which <c>sts:AssumeRoot</c> issues a session, and the calls that it needs.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user-privileged-task.html</remarks>
internal sealed record TaskPolicy(string Name, params string[] Events)
{
    private readonly EventPattern[] _events = [.. Events.Append("sts: GetCallerIdentity").Select(EventPattern.Parse)];

    public static IReadOnlyList<TaskPolicy> All { get; } =
    [
        new("IAMAuditRootUserCredentials", "iam: Get* List*"),
        new("IAMCreateRootUserPassword", "iam: CreateLoginProfile GetLoginProfile"),
        new("IAMDeleteRootUserCredentials", "iam: DeleteAccessKey DeactivateMFADevice DeleteVirtualMFADevice DeleteLoginProfile DeleteSigningCertificate Get* List*"),
        new("S3UnlockBucketPolicy", "s3: DeleteBucketPolicy PutBucketPolicy GetBucketPolicy GetBucketPolicyStatus ListBuckets ListAllMyBuckets HeadBucket GetBucketLocation"),
        new("SQSUnlockQueuePolicy", "sqs: SetQueueAttributes GetQueueAttributes GetQueueUrl ListQueues"),
    ];

    /// <summary>Whether a task covers a call. Where the task is not known, any one will do.</summary>
    public static bool Covers(string? task, string eventSource, string eventName) =>
        All.Where(policy => task is null || policy.Name.Equals(task, StringComparison.OrdinalIgnoreCase))
            .Any(policy => policy._events.Any(pattern => pattern.Matches(eventSource, eventName)));
}
