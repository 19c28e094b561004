using RootWatch.Detection;
using RootWatch.Detection.Activities;
using RootWatch.Detection.CloudTrail;

namespace RootWatch.Bridge.Messages;

/// <summary>The few words of a title that say what happened. They never say more than the data does.</summary>
internal static class Verdicts
{
    /// <summary>The severity as titles have it.</summary>
    public static string Of(Severity severity) => severity == Severity.Informational ? "INFO" : severity.ToString().ToUpperInvariant();

    /// <summary>What an alert says.</summary>
    public static string Of(Finding finding) =>
        finding.Record.IsByOthers || finding.Activity == Activity.AssumeRootIssued ? OfOthers(finding)
        : finding.Record.Alarm is not null ? finding.Assessment == Assessment.Expected ? "AWS reports root use" : "AWS reports a threat"
        : finding.Record.Identity == RootIdentity.Inconsistent ? "root use not confirmed"
        : finding.Activity == Activity.FailedSignIn ? OfFailedSignIn(finding.Assessment)
        : finding.Assessment switch
        {
            Assessment.Anomalous => OfAnomalous(finding.Severity),
            Assessment.Unusual => OfUnusual(finding),
            _ => OfExpected(finding),
        };

    /// <summary>What a whole incident says.</summary>
    public static string Of(Assessment assessment, Severity severity, bool isByOthers) =>
        isByOthers ? "others acted on root"
        : assessment switch
        {
            Assessment.Anomalous => OfAnomalous(severity),
            Assessment.Unusual => "unusual root use",
            _ => "routine root use",
        };

    /// <summary>What a notice says.</summary>
    public static string Of(Notice notice) =>
        notice.Verdict ?? notice.Kind switch
        {
            NoticeKind.IncidentClosed => "incident is over",
            NoticeKind.Acknowledged => "incident was answered",
            NoticeKind.ResponseDone => "urgent steps are done",
            NoticeKind.CredentialUsed => "leftover credential used",
            NoticeKind.ExpectationDeclared => "root use is planned",
            NoticeKind.ExpectationEnded => "planned use was ended",
            NoticeKind.SpokeSilent => "heartbeats are missing",
            NoticeKind.SpokeBack => "heartbeats are back",
            NoticeKind.CloudTrailSilent => "CloudTrail is silent",
            NoticeKind.CloudTrailBack => "CloudTrail is back",
            NoticeKind.RootPathSilent => "root events may be lost",
            NoticeKind.RootPathBack => "root events arrive again",
            NoticeKind.RegionEnabled => "region without a spoke",
            NoticeKind.RegionDisabled => "region was disabled",
            NoticeKind.OwnAlarm => "RootWatch alarm raised",
            NoticeKind.ChannelFailing => "channel is failing",
            NoticeKind.ChannelBack => "channel works again",
            NoticeKind.Weekly => "weekly report",
            NoticeKind.Digest => "many messages at once",
            NoticeKind.Tampering => "monitoring tampered with",
            NoticeKind.PostureWeakened => "root easier to take over",
            NoticeKind.PostureMended => "root harder to take over",
            NoticeKind.Test => "nothing happened",
            _ => throw new ArgumentOutOfRangeException(nameof(notice), notice.Kind, message: null),
        };

    private static string OfAnomalous(Severity severity) => severity == Severity.Critical ? "root likely compromised" : "anomalous root use";

    private static string OfFailedSignIn(Assessment assessment) => assessment == Assessment.Anomalous ? "root password guessing" : "root sign-in failed";

    private static string OfUnusual(Finding finding) =>
        finding.Activity switch
        {
            Activity.ConsoleSignIn when finding.Record.Mfa == MfaState.NotUsed => "root sign-in without MFA",
            Activity.ConsoleSignIn => "unusual root sign-in",
            Activity.PasswordRecovery => "root password recovery",
            _ => "unusual root use",
        };

    private static string OfExpected(Finding finding) =>
        finding.Activity switch
        {
            Activity.ServiceActingForRoot => "AWS acted for root",
            Activity.AssumeRootSession => "central root session used",
            Activity.ConsoleSignIn when finding.Record.Mfa == MfaState.Used => "root signed in with MFA (expected)",
            Activity.ConsoleSignIn => "root signed in (expected)",
            _ => "root was used (expected)",
        };

    // A failed call of others has changed nothing.
    private static string OfOthers(Finding finding) =>
        (finding.Activity, finding.Record.Failed) switch
        {
            (Activity.AssumeRootIssued, false) => "root session issued",
            (Activity.AssumeRootIssued, true) => "root session refused",
            (Activity.SecurityControlChange, false) => "limits on root changed",
            (_, false) => "root account changed",
            _ => "attempt on root failed",
        };
}
