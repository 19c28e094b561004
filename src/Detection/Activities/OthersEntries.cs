using RootWatch.Detection.CloudTrail;
using static RootWatch.Detection.Activities.Activity;
using static RootWatch.Detection.Assessment;
using static RootWatch.Detection.Severity;

namespace RootWatch.Detection.Activities;

/// <summary>The assessment of calls by people other than root that take over root or remove limits on it. A failed call has done neither.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user-privileged-task.html</remarks>
internal static class OthersEntries
{
    // It attaches and detaches policies itself when a control is enabled or disabled, and reports that in its own events.
    private const string ControlTower = "controltower.amazonaws.com";

    public static IReadOnlyList<CatalogueEntry> All { get; } =
    [
        // sts:AssumeRoot, by its task.
        Of("assume-root-audit", AssumeRootIssued, Expected, Low, "It lets the caller see which credentials root has, and change nothing.",
            "requested", "request", "a root session in a member account to audit its credentials", "sts: AssumeRoot")
            with { When = r => IsTask(r, "IAMAuditRootUserCredentials") && !r.Failed, WhenText = "its task is the audit of root's credentials, and it succeeded", Techniques = ["T1548.005"] },
        Of("assume-root-password", AssumeRootIssued, Unusual, High, "Whoever sets a password for root this way can sign in as root.",
            "requested", "request", "a root session in a member account to create a password for root", "sts: AssumeRoot")
            with { When = r => IsTask(r, "IAMCreateRootUserPassword"), WhenText = "its task is to create root's password", Techniques = ["T1548.005", "T1098.001"] },
        Of("assume-root", AssumeRootIssued, Unusual, Medium, "It gives the caller root permissions for one task in the member account.",
            "requested", "request", "a root session in a member account", "sts: AssumeRoot") with { Techniques = ["T1548.005"] },

        // A member account.
        Of("member-email-changed", AccountSettings, Unusual, High, "Whoever controls the mailbox can recover root's password.",
            "started or completed a change of", "change", "the email address of the account's root", "account: StartPrimaryEmailUpdate AcceptPrimaryEmailUpdate") with { Techniques = ["T1098"] },
        Of("member-closed", AccountSettings, Unusual, High, "It takes down everything in the account. Administrators do it on purpose, and so do saboteurs.",
            "closed", "close", "the account", "account: CloseAccount", "billingconsole: CloseAccount", "organizations: CloseAccount") with { Techniques = ["T1531"] },
        Of("member-left", SecurityControlChange, Anomalous, High, "The organization's policies no longer limit the account's root user.",
            "took", "take", "the account out of its organization", "organizations: RemoveAccountFromOrganization LeaveOrganization DeleteOrganization AcceptHandshake") with { Techniques = ["T1666"] },
        Of("member-placed", AccountSettings, Expected, Low, "Policies on the organization's root also apply to its units, so the account loses none.",
            "moved", "move", "the account from the organization's root into an organizational unit", "organizations: MoveAccount")
            with { When = r => r.Target is { IsFromTop: true }, WhenText = "it comes from the organization's root" },
        Of("member-moved", SecurityControlChange, Unusual, Medium, "Different policies may limit its root user there.",
            "moved", "move", "the account to another place in the organization", "organizations: MoveAccount") with { Techniques = ["T1666"] },

        // The policies that limit accounts' root users.
        Of("allowing-policy-detached", AccountSettings, Expected, Low, "Without it, less is allowed.",
            "detached", "detach", "the AWS policy that allows everything", "organizations: DetachPolicy")
            with { When = r => r.Target is { IsAllowingPolicy: true }, WhenText = "it is about p-FullAWSAccess or p-RCPFullAWSAccess" },
        Of("binding-policy-detached-from-member", SecurityControlChange, Unusual, High, "The account's root user may now do what the policy denied.",
            "detached", "detach", "an organization policy from the account", "organizations: DetachPolicy")
            with { When = r => r.Target is { Account: not null } && !IsByControlTower(r), WhenText = "its target is an account, and Control Tower did not do it by itself", Techniques = ["T1562"] },
        Of("binding-policy-detached", SecurityControlChange, Anomalous, High, "The root user of every account below may now do what the policy denied.",
            "detached", "detach", "an organization policy from the organization's root or a unit", "organizations: DetachPolicy")
            with { When = r => !IsByControlTower(r), WhenText = "its target is not an account, and Control Tower did not do it by itself", Techniques = ["T1562"] },
        Of("binding-policies-off", SecurityControlChange, Anomalous, High, "No policy of that type limits any account's root user any more.",
            "disabled", "disable", "a type of organization policy", "organizations: DisablePolicyType") with { Techniques = ["T1562"] },
        Of("binding-policy-opened", SecurityControlChange, Anomalous, High, "The accounts' root users may now do what the policy denied.",
            "changed", "change", "an organization policy so that it allows everything", "organizations: UpdatePolicy")
            with { When = r => r.Request.AllowsEverything, WhenText = "it allows everything", Techniques = ["T1562"] },
        Of("binding-policy-changed", SecurityControlChange, Unusual, Medium, "Pipelines do it, and so do people who want fewer limits on root. The record does not say what the policy was before.",
            "changed, detached or deleted", "change, detach or delete", "an organization policy", "organizations: UpdatePolicy DeletePolicy DetachPolicy") with { NamesAction = true, Techniques = ["T1562"] },

        // What watches and manages root.
        Of("watchman-shut-out", SecurityControlChange, Anomalous, High, "It can blind a service that watches or limits root in every account.",
            "removed", "remove", "a security service's access to the organization", "organizations: DisableAWSServiceAccess") with { Techniques = ["T1562.001"] },
        Of("central-root-off-by-others", SecurityControlChange, Anomalous, High, "Member accounts can get root passwords and keys again, without central control.",
            "disabled", "disable", "central management of the member accounts' root users", "iam: DisableOrganizationsRootCredentialsManagement DisableOrganizationsRootSessions")
            with { Techniques = ["T1562"] },
        Of("central-root-on-by-others", AccountSettings, Expected, Low, "It lets the management account remove root credentials from member accounts, as AWS recommends.",
            "enabled", "enable", "central management of the member accounts' root users", "iam: EnableOrganizationsRootCredentialsManagement EnableOrganizationsRootSessions"),
        Of("root-administrator-registered", SecurityControlChange, Unusual, High, "Its administrators can change the email address or the credentials of every member account's root user.",
            "made", "make", "an account the delegated administrator of the member accounts' root users", "organizations: RegisterDelegatedAdministrator")
            with { When = r => r.Target is { Service: { } service } && service.ToUpperInvariant() is "IAM.AMAZONAWS.COM" or "ACCOUNT.AMAZONAWS.COM", WhenText = "it is for iam.amazonaws.com or account.amazonaws.com", Techniques = ["T1098.003"] },
        Of("delegated-administrator-changed", SecurityControlChange, Unusual, Medium, "It decides which accounts can limit or watch the other accounts of the organization.",
            "changed", "change", "which accounts administer the organization", "organizations: RegisterDelegatedAdministrator DeregisterDelegatedAdministrator PutResourcePolicy") with { NamesAction = true, Techniques = ["T1098.003"] },
    ];

    private static CatalogueEntry Of(string id, Activity activity, Assessment assessment, Severity severity, string why, string verb, string infinitive, string what, params string[] events) =>
        new(id, activity, assessment, severity, why, verb, infinitive, what, events) { IsByOthers = true };

    private static bool IsTask(RootRecord record, string task) => task.Equals(record.Request.TaskPolicy, StringComparison.OrdinalIgnoreCase);

    private static bool IsByControlTower(RootRecord record) => ControlTower.Equals(record.SourceIp, StringComparison.OrdinalIgnoreCase);
}
