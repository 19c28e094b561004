using RootWatch.Detection.Activities;
using RootWatch.Detection.CloudTrail;

namespace RootWatch.Detection.Signals;

/// <summary>What a single record's circumstances say, whatever was done.</summary>
internal static class ContextSignals
{
    private static readonly (Func<RootRecord, Activity, bool> When, Signal Signal)[] All =
    [
        ((r, _) => r is { Mfa: MfaState.NotUsed, Failed: false } && r.Identity == RootIdentity.RootUser,
            new("no-mfa", "The session was opened without MFA.", "Without MFA, whoever knows the password is root.", Assessment.Unusual, Severity.Medium,
                ["$.additionalEventData.MFAUsed", "$.userIdentity.sessionContext.attributes.mfaAuthenticated"], [])),
        ((r, activity) => r is { Mfa: MfaState.Unknown, SessionKey: not null } && activity == Activity.ConsoleSignIn,
            new("mfa-unknown", "The record does not say whether MFA was used.", "Without MFA, whoever knows the password is root, and this record does not rule that out.", Assessment.Unusual, Severity.Low, ["$.additionalEventData.MFAUsed"], [])),
        ((r, _) => r.AccessKeyId?.StartsWith("AKIA", StringComparison.Ordinal) is true && r.Identity == RootIdentity.RootUser,
            new("long-term-key", "The call was signed with a long-term access key of root, which should not exist.", "Such a key needs no MFA, never expires, and no IAM policy limits it.", Assessment.Anomalous, Severity.Critical,
                ["$.userIdentity.accessKeyId"], ["T1078.004"])),
        ((r, activity) => activity == Activity.SecurityControlChange && IsDenied(r.ErrorCode),
            new("denied-security-control", "A policy denied the change to a security control.", "Whoever tried did not know what is forbidden here.", Assessment.Anomalous, Severity.Critical,
                ["$.errorCode"], ["T1562"])),
        ((r, _) => r.Identity == RootIdentity.FederatedByRoot,
            new("federated-by-root", "Root issued the federated session that made the call.", "Such a session carries root's power on after root's own has ended.", Assessment.Unusual, Severity.Medium,
                ["$.userIdentity.sessionContext.sessionIssuer.type"], ["T1550.001"])),
        ((r, _) => r.LateReason is not null,
            new("late-record", "AWS delivered the record late.", "It may tell of something long past.", Assessment.Expected, Severity.Informational, ["$.addendum.reason"], [])),
    ];

    public static IEnumerable<Signal> For(RootRecord record, Activity activity) =>
        All.Where(context => context.When(record, activity)).Select(context => context.Signal);

    private static bool IsDenied(string? errorCode) =>
        errorCode is not null
        && (errorCode.Contains("AccessDenied", StringComparison.OrdinalIgnoreCase)
            || errorCode.Contains("Unauthorized", StringComparison.OrdinalIgnoreCase)
            || errorCode.Contains("NotAuthorized", StringComparison.OrdinalIgnoreCase));
}
