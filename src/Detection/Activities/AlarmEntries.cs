using RootWatch.Detection.CloudTrail;
using static RootWatch.Detection.Activities.Activity;
using static RootWatch.Detection.Assessment;
using static RootWatch.Detection.Severity;

namespace RootWatch.Detection.Activities;

/// <summary>What to think of AWS's own alarms about root. How bad AWS calls one counts where it is worse than here.</summary>
/// <remarks>https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_finding-types-iam.html</remarks>
internal static class AlarmEntries
{
    private const string GuardDuty = "AWS GuardDuty";
    private const string Health = "AWS Health";

    public static IReadOnlyList<CatalogueEntry> All { get; } =
    [
        OfGuardDuty("guardduty-root-used", Expected, Low, "It says what CloudTrail says; it counts where CloudTrail's own record did not come.",
            "that root was used", "guardduty: Policy:IAMUser/RootCredentialUsage", static _ => true, "GuardDuty itself reports it"),
        OfGuardDuty("guardduty-attack", Anomalous, Critical, "GuardDuty saw several acts of one attack, and root among those who did them.",
            "that root's credentials took part in an attack", "guardduty: AttackSequence:*", static _ => true, "GuardDuty itself reports it, and an actor is root") with { NoSettingSilences = true },
        // Known by lists of addresses and by tools, not by what is usual: nothing that root does is usual.
        OfGuardDuty("guardduty-intruder", Anomalous, High, "AWS knows these places and tools from other attacks.",
            "that root's credentials were used from a place, or with a tool, that intruders use", "guardduty: UnauthorizedAccess:* Recon:* PenTest:* */MaliciousIPCaller* */TorIPCaller*", static _ => true,
            "GuardDuty itself reports it of root") with { NoSettingSilences = true },
        OfGuardDuty("guardduty-threat", Anomalous, High, "AWS calls it High or Critical.",
            "a threat from root's credentials", "guardduty: *", static record => record.Alarm!.Severity >= High,
            "GuardDuty itself reports it of root, and its severity is 7 or more") with { NoSettingSilences = true },
        OfGuardDuty("guardduty-finding", Unusual, Low, "GuardDuty measures against what is usual, and root is used too rarely to have much of that.",
            "that root's credentials were used in a suspicious way", "guardduty: *", static _ => true, "GuardDuty itself reports anything else of root"),

        OfHealth("aws-health-root-key", Anomalous, Critical, "Whoever has found the key is root, and no policy of the account limits it.",
            "reports", "that root's credentials are exposed or in others' hands", "health: AWS_RISK_CREDENTIALS_EXPOSED AWS_RISK_CREDENTIALS_COMPROMISED", isRoots: true),
        OfHealth("aws-health-root-suspected", Anomalous, High, "AWS has seen something that mostly follows a theft.",
            "suspects", "that root's credentials are exposed or in others' hands", "health: AWS_RISK_*", isRoots: true),
        OfHealth("aws-health-credentials", Unusual, High, "It may be a user's key; were it root's, whoever has found it would be root.",
            "reports", "credentials of the account that may be in others' hands, and does not say whose they are", "health: AWS_RISK_*", isRoots: false),

        Of("AWS Trusted Advisor", "trusted-advisor-root-key", Anomalous, Critical, "Whoever has found the key is root, and no policy of the account limits it.",
            "reports", "that an access key of root is exposed", "trustedadvisor: *", static _ => true, "Trusted Advisor itself reports it, and the key's user is root",
            "$.detail.check-name", "$.detail.check-item-detail") with { NoSettingSilences = true, Techniques = ["T1552.001"] },
    ];

    private static CatalogueEntry OfGuardDuty(string id, Assessment assessment, Severity severity, string why, string what, string events, Func<RootRecord, bool> when, string whenText) =>
        Of(GuardDuty, id, assessment, severity, why, "reports", what, events, when, whenText, "$.detail.type", "$.detail.severity", "$.detail.resource.accessKeyDetails", "$.detail.service") with { Techniques = ["T1078.004"] };

    private static CatalogueEntry OfHealth(string id, Assessment assessment, Severity severity, string why, string verb, string what, string events, bool isRoots) =>
        Of(Health, id, assessment, severity, why, verb, what, events, record => record.Alarm!.NamesRoot == isRoots,
            $"AWS Health itself {verb} it, {(isRoots ? "of root" : "and names nobody")}", "$.detail.eventTypeCode", "$.detail.affectedEntities") with { NoSettingSilences = isRoots, Techniques = ["T1552.001"] };

    private static CatalogueEntry Of(
        string subject, string id, Assessment assessment, Severity severity, string why, string verb, string what, string events, Func<RootRecord, bool> when, string whenText, params string[] evidence) =>
        new(id, AwsAlarm, assessment, severity, why, verb, verb, what, events)
        {
            Subject = subject,
            When = record => record.Alarm is not null && when(record),
            WhenText = whenText,
            Evidence = evidence,
        };
}
