using RootWatch.Detection.CloudTrail;

namespace RootWatch.Detection.Signals;

/// <summary>Why a record under root's name is no alarm: nobody is at the keyboard. Kept, told on the incident, paged never.</summary>
internal static class QuietSignals
{
    /// <summary>The record reached EventBridge long after it happened.</summary>
    public static Signal Late { get; } = Quiet("late-record", "AWS delivered the record late, so this is history.", "Waking anybody would not make it sooner; what follows from it still counts.", "$.addendum.reason");

    /// <summary>Null where a person is behind the record.</summary>
    public static Signal? For(RootIdentity identity) =>
        identity switch
        {
            RootIdentity.Service => Quiet("service-acting", "An AWS service acted for root; no person made the call.", "Both the caller and its address are the service's.", "$.userIdentity.invokedBy", "$.sourceIPAddress"),
            RootIdentity.AwsSupport => Quiet("aws-support", "AWS support acted for root.", "The call came from AWS support.", "$.sourceIPAddress"),
            RootIdentity.ServiceEvent => Quiet("aws-service-event", "AWS did this to the account by itself.", "The record is of an AWS service event.", "$.eventType"),
            RootIdentity.AssumedRootSession => Quiet("assumed-root-session", "A centralised root session, issued by the management account, made the call.", "Such a session can do one task, for at most 15 minutes.", "$.userIdentity.sessionContext.assumedRoot"),
            RootIdentity.UnidentifiedDirectoryLogin => Quiet("unidentified-directory-login", "A directory sign-in failed before anybody was identified.", "The record names nobody.", "$.userIdentity.arn"),
            RootIdentity.Inconsistent => Quiet("inconsistent-identity", "The identity's type and ARN contradict each other, so this proves no use of root.", "CloudTrail names root in both or in neither.", "$.userIdentity.type", "$.userIdentity.arn"),
            RootIdentity.RootUser or RootIdentity.FederatedByRoot or RootIdentity.AssumeRootCaller or RootIdentity.ActOnRoot or RootIdentity.AwsAlarm => null,
            _ => throw new ArgumentOutOfRangeException(nameof(identity), identity, message: null),
        };

    private static Signal Quiet(string id, string sentence, string why, params string[] evidence) =>
        new(id, sentence, why, Assessment.Expected, Severity.Informational, evidence, []);
}
