using RootWatch.Detection.CloudTrail;

namespace RootWatch.Detection.Signals;

/// <summary>Why a record under root's name is no alarm: nobody is at the keyboard. Kept, told on the incident, paged never.</summary>
internal static class QuietSignals
{
    /// <summary>Null where a person is behind the record.</summary>
    public static Signal? For(RootIdentity identity) =>
        identity switch
        {
            RootIdentity.Service => Quiet("service-acting", "An AWS service acted for root; no person made the call.", "$.userIdentity.invokedBy", "$.sourceIPAddress"),
            RootIdentity.AwsSupport => Quiet("aws-support", "AWS support acted for root.", "$.sourceIPAddress"),
            RootIdentity.ServiceEvent => Quiet("aws-service-event", "AWS did this to the account by itself.", "$.eventType"),
            RootIdentity.AssumedRootSession => Quiet("assumed-root-session", "A centralised root session, issued by the management account, made the call.", "$.userIdentity.sessionContext.assumedRoot"),
            RootIdentity.UnidentifiedDirectoryLogin => Quiet("unidentified-directory-login", "A directory sign-in failed before anybody was identified.", "$.userIdentity.arn"),
            RootIdentity.Inconsistent => Quiet("inconsistent-identity", "The identity's type and ARN contradict each other, so this proves no use of root.", "$.userIdentity.type", "$.userIdentity.arn"),
            RootIdentity.RootUser or RootIdentity.FederatedByRoot or RootIdentity.AssumeRootCaller => null,
            _ => throw new ArgumentOutOfRangeException(nameof(identity), identity, message: null),
        };

    private static Signal Quiet(string id, string sentence, params string[] evidence) =>
        new(id, sentence, Assessment.Expected, Severity.Informational, evidence, []);
}
