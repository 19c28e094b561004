namespace RootWatch.Detection.Tests.Activities;

/// <summary>The tasks that AWS keeps for root, each as one record.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user.html#root-user-tasks</remarks>
public sealed class RootTaskTests
{
    // Before they had a prefix of their own.
    private static readonly string[] Others =
    [
        "root-email-updated", "root-start-primary-email-update", "root-password-updated", "root-put-alternate-contact", "root-put-contact-information", "root-set-contact-address", "root-set-security-questions",
        "root-enable-mfa-device", "root-delete-access-key", "root-put-bucket-versioning-mfa-delete", "root-delete-bucket-policy", "root-attach-user-policy", "root-create-support-case", "root-change-support-plan",
    ];

    public static TheoryData<string> Tasks { get; } = [.. Sample.Names.Where(name => name.StartsWith("root-task-", StringComparison.Ordinal)).Concat(Others)];

    [Theory]
    [MemberData(nameof(Tasks))]
    public void A_task_that_only_root_can_do_is_at_most_Medium_and_never_Anomalous(string sample)
    {
        var finding = SampleFindings.In(sample);

        finding.Assessment.ShouldNotBe(Assessment.Anomalous, finding.Headline);
        (finding.Severity <= Severity.Medium).ShouldBeTrue(finding.Headline);
    }

    [Theory]
    [InlineData("root-task-account-name", "Root changed the account's name.")]
    [InlineData("root-task-govcloud-account", "Root signed up for a GovCloud account.")]
    [InlineData("root-task-reserved-instances-listing", "Root listed or withdrew reserved instances for sale.")]
    [InlineData("root-task-iam-access-to-billing", "Root viewed or changed billing data.")]
    [InlineData("root-task-enable-region", "Root enabled a region in AWS Account Management.")]
    [InlineData("root-task-unlock-bucket-policy", "Root changed who may use a bucket or queue.")]
    public void Its_words_fit(string sample, string headline) => SampleFindings.In(sample).Headline.ShouldBe(headline);

    [Theory]
    [InlineData("root-create-access-key")]
    [InlineData("root-close-account-account")]
    public void Roots_own_keys_and_the_accounts_end_stay_as_bad_as_they_are(string sample) => SampleFindings.In(sample).Assessment.ShouldBe(Assessment.Anomalous);
}
