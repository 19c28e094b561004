using RootWatch.Detection.CloudTrail;
using static RootWatch.Detection.Activities.Activity;
using static RootWatch.Detection.Assessment;
using static RootWatch.Detection.Severity;

namespace RootWatch.Detection.Activities;

/// <summary>The assessment of AWS's own alarms about root. AWS's severity counts where it is higher than the one here.</summary>
/// <remarks>https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_finding-types-iam.html</remarks>
internal static class AlarmEntries
{
    private const string GuardDuty = "AWS GuardDuty";
    private const string Health = "AWS Health";

    public static IReadOnlyList<CatalogueEntry> All { get; } =
    [
        OfGuardDuty("guardduty-root-used", Expected, Low, "It repeats what CloudTrail records, and matters where CloudTrail's own record did not arrive.",
            "that root was used", "guardduty: Policy:IAMUser/RootCredentialUsage", static _ => true, "GuardDuty itself reports it"),
        OfGuardDuty("guardduty-attack", Anomalous, Critical, "GuardDuty saw several steps of one attack, with root as one of the actors.",
            "that root's credentials took part in an attack", "guardduty: AttackSequence:*", static _ => true, "GuardDuty itself reports it, and an actor is root") with { NoSettingSilences = true },
        // These go by known addresses and tools, not by a baseline: root is used too rarely to have one.
        OfGuardDuty("guardduty-intruder", Anomalous, High, "AWS knows these addresses and tools from other attacks.",
            "that root's credentials were used from an address or with a tool that attackers use", "guardduty: UnauthorizedAccess:* Recon:* PenTest:* */MaliciousIPCaller* */TorIPCaller*", static _ => true,
            "GuardDuty itself reports it about root") with { NoSettingSilences = true },
        OfGuardDuty("guardduty-threat", Anomalous, High, "AWS rates it High or Critical.",
            "a threat that involves root's credentials", "guardduty: *", static record => record.Alarm!.Severity >= High,
            "GuardDuty itself reports it about root, and its severity is 7 or more") with { NoSettingSilences = true },
        OfGuardDuty("guardduty-finding", Unusual, Low, "GuardDuty compares with a baseline, and root is used too rarely to have a good one.",
            "that root's credentials were used in a suspicious way", "guardduty: *", static _ => true, "GuardDuty itself reports anything else about root"),

        OfHealth("aws-health-root-key", Anomalous, Critical, "Anyone who has the key is root, and no policy in the account limits it.",
            "reports", "that root's credentials are exposed or compromised", "health: AWS_RISK_CREDENTIALS_EXPOSED AWS_RISK_CREDENTIALS_COMPROMISED", isRoots: true),
        OfHealth("aws-health-root-suspected", Anomalous, High, "AWS has seen activity that usually follows a theft of credentials.",
            "suspects", "that root's credentials are exposed or compromised", "health: AWS_RISK_*", isRoots: true),
        OfHealth("aws-health-credentials", Unusual, High, "It may be a user's key. If it is root's, anyone who has it is root.",
            "reports", "that credentials of the account may be compromised, but not whose they are", "health: AWS_RISK_*", isRoots: false),

        Of("AWS Trusted Advisor", "trusted-advisor-root-key", Anomalous, Critical, "Anyone who has the key is root, and no policy in the account limits it.",
            "reports", "that a root access key is exposed", "trustedadvisor: *", static _ => true, "Trusted Advisor itself reports it, and the key's user is root",
            "$.detail.check-name", "$.detail.check-item-detail") with { NoSettingSilences = true, Techniques = ["T1552.001"] },
    ];

    private static CatalogueEntry OfGuardDuty(string id, Assessment assessment, Severity severity, string why, string what, string events, Func<RootRecord, bool> when, string whenText) =>
        Of(GuardDuty, id, assessment, severity, why, "reports", what, events, when, whenText, "$.detail.type", "$.detail.severity", "$.detail.resource.accessKeyDetails", "$.detail.service") with { Techniques = ["T1078.004"] };

    private static CatalogueEntry OfHealth(string id, Assessment assessment, Severity severity, string why, string verb, string what, string events, bool isRoots) =>
        Of(Health, id, assessment, severity, why, verb, what, events, record => record.Alarm!.NamesRoot == isRoots,
            $"AWS Health itself {verb} it, {(isRoots ? "about root" : "and names no owner")}", "$.detail.eventTypeCode", "$.detail.affectedEntities") with { NoSettingSilences = isRoots, Techniques = ["T1552.001"] };

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
