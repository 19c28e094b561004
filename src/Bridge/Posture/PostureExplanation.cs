using RootWatch.Detection;
using RootWatch.Detection.CloudTrail;

namespace RootWatch.Bridge.Posture;

/// <summary>Which findings explain what became different.</summary>
internal static class PostureExplanation
{
    /// <summary>Whether a record did it.</summary>
    public static bool Explains(Finding finding, PostureChange change) =>
        !finding.Record.Failed && (finding.Signals.Any(signal => ActsOf(change).Contains(signal.Id, StringComparer.Ordinal)) || IsOfOtherHands(finding.Record, change));

    private static string[] ActsOf(PostureChange change) =>
        change switch
        {
            PostureChange.KeysAppeared => ["root-access-key", "root-access-key-activated"],
            PostureChange.KeysGone => ["root-access-key-retired"],
            PostureChange.PasswordAppeared => ["root-password-set", "password-recovery", "password-changed"],
            PostureChange.PasswordGone => [],

            // Whose device it is, a record does not always tell.
            PostureChange.MfaGone => ["mfa-removed", "mfa-replaced", "user-mfa-removed"],
            PostureChange.MfaAppeared => ["mfa-added", "mfa-replaced", "user-mfa-added"],
            PostureChange.CertificatesAppeared or PostureChange.CertificatesGone => ["signing-credential"],
            _ => throw new ArgumentOutOfRangeException(nameof(change), change, message: null),
        };

    // A centralized root session, whose acts go by what it is; and what has no name of its own in the catalogue.
    private static bool IsOfOtherHands(RootRecord record, PostureChange change) =>
        (record.Identity == RootIdentity.AssumedRootSession || record.Request.TargetUser is null)
        && record.EventSource is "iam.amazonaws.com"
        && (change, record.EventName) is (PostureChange.PasswordGone, "DeleteLoginProfile")
            or (PostureChange.PasswordAppeared, "CreateLoginProfile" or "UpdateLoginProfile")
            or (PostureChange.KeysGone, "DeleteAccessKey")
            or (PostureChange.MfaGone, "DeactivateMFADevice")
            or (PostureChange.CertificatesGone, "DeleteSigningCertificate");
}
