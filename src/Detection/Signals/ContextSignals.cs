using RootWatch.Detection.Activities;
using RootWatch.Detection.CloudTrail;

namespace RootWatch.Detection.Signals;

/// <summary>What a single record's circumstances say, whatever was done.</summary>
internal static class ContextSignals
{
    private static readonly (Func<RootRecord, Activity, bool> When, Signal Signal)[] All =
    [
        ((r, _) => r is { Mfa: MfaState.NotUsed, Failed: false } && r.Identity == RootIdentity.RootUser,
            new("no-mfa", "The session was opened without MFA.", Assessment.Unusual, Severity.Medium,
                ["$.additionalEventData.MFAUsed", "$.userIdentity.sessionContext.attributes.mfaAuthenticated"], [])),
        ((r, activity) => r is { Mfa: MfaState.Unknown, SessionKey: not null } && activity == Activity.ConsoleSignIn,
            new("mfa-unknown", "The record does not say whether MFA was used.", Assessment.Unusual, Severity.Low, ["$.additionalEventData.MFAUsed"], [])),
        ((r, _) => r.AccessKeyId?.StartsWith("AKIA", StringComparison.Ordinal) is true && r.Identity == RootIdentity.RootUser,
            new("long-term-key", "The call was signed with a long-term access key of root, which should not exist.", Assessment.Anomalous, Severity.Critical,
                ["$.userIdentity.accessKeyId"], ["T1078.004"])),
        ((r, activity) => activity == Activity.SecurityControlChange && IsDenied(r.ErrorCode),
            new("denied-security-control", "A policy denied the change to a security control, so it was tried by somebody it binds.", Assessment.Anomalous, Severity.Critical,
                ["$.errorCode"], ["T1562"])),
        ((r, _) => r.Identity == RootIdentity.FederatedByRoot,
            new("federated-by-root", "Root issued the federated session that made the call.", Assessment.Unusual, Severity.Medium,
                ["$.userIdentity.sessionContext.sessionIssuer.type"], ["T1550.001"])),
        ((r, _) => r.LateReason is not null,
            new("late-record", "AWS delivered the record late.", Assessment.Expected, Severity.Informational, ["$.addendum.reason"], [])),
    ];

    public static IEnumerable<Signal> For(RootRecord record, Activity activity) =>
        All.Where(context => context.When(record, activity)).Select(context => context.Signal);

    private static bool IsDenied(string? errorCode) =>
        errorCode is not null
        && (errorCode.Contains("AccessDenied", StringComparison.OrdinalIgnoreCase)
            || errorCode.Contains("Unauthorized", StringComparison.OrdinalIgnoreCase)
            || errorCode.Contains("NotAuthorized", StringComparison.OrdinalIgnoreCase));
}
