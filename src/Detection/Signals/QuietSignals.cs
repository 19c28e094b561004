using RootWatch.Detection.CloudTrail;

namespace RootWatch.Detection.Signals;

/// <summary>Why a record under root's name is no alarm: no person made the call. It is kept and shown on the incident, and never pages anybody.</summary>
internal static class QuietSignals
{
    /// <summary>The record reached EventBridge long after it happened.</summary>
    public static Signal Late { get; } = Quiet("late-record", "AWS delivered the record late, so this is history.", "Nobody is paged for the past, but it still counts for what comes after.", "$.addendum.reason");

    /// <summary>Null where a person made the call.</summary>
    public static Signal? For(RootIdentity identity) =>
        identity switch
        {
            RootIdentity.Service => Quiet("service-acting", "An AWS service acted for root; no person made the call.", "Both the caller and the address belong to the service.", "$.userIdentity.invokedBy", "$.sourceIPAddress"),
            RootIdentity.AwsSupport => Quiet("aws-support", "AWS Support acted for root.", "The call came from AWS Support.", "$.sourceIPAddress"),
            RootIdentity.ServiceEvent => Quiet("aws-service-event", "AWS itself did this to the account.", "The record is an AWS service event.", "$.eventType"),
            RootIdentity.AssumedRootSession => Quiet("assumed-root-session", "A centralized root session, issued by the management account, made the call.", "Such a session can do one task, for at most 15 minutes.", "$.userIdentity.sessionContext.assumedRoot"),
            RootIdentity.UnidentifiedDirectoryLogin => Quiet("unidentified-directory-login", "A directory sign-in failed before anybody was identified.", "The record does not say who it was.", "$.userIdentity.arn"),
            RootIdentity.Inconsistent => Quiet("inconsistent-identity", "The identity's type and ARN contradict each other, so this does not prove that root was used.", "In real records of root, both name root.", "$.userIdentity.type", "$.userIdentity.arn"),
            RootIdentity.RootUser or RootIdentity.FederatedByRoot or RootIdentity.AssumeRootCaller or RootIdentity.ActOnRoot or RootIdentity.AwsAlarm => null,
            _ => throw new ArgumentOutOfRangeException(nameof(identity), identity, message: null),
        };

    private static Signal Quiet(string id, string sentence, string why, params string[] evidence) =>
        new(id, sentence, why, Assessment.Expected, Severity.Informational, evidence, []);
}
