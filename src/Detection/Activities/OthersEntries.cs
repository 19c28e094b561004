using RootWatch.Detection.CloudTrail;
using static RootWatch.Detection.Activities.Activity;
using static RootWatch.Detection.Assessment;
using static RootWatch.Detection.Severity;

namespace RootWatch.Detection.Activities;

/// <summary>What to think of calls by which others than root take root over, or free it from what bounds it. A call that failed has done neither.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user-privileged-task.html</remarks>
internal static class OthersEntries
{
    // It makes and unmakes policies by itself when a control is switched on or off, which its own events tell.
    private const string ControlTower = "controltower.amazonaws.com";

    public static IReadOnlyList<CatalogueEntry> All { get; } =
    [
        // sts:AssumeRoot, by its task.
        Of("assume-root-audit", AssumeRootIssued, Expected, Low, "It lets the caller look which credentials root has, and change nothing.",
            "asked for", "ask for", "a root session of a member account, to audit its credentials", "sts: AssumeRoot")
            with { When = r => IsTask(r, "IAMAuditRootUserCredentials") && !r.Failed, WhenText = "its task is the audit of root's credentials, and it succeeded", Techniques = ["T1548.005"] },
        Of("assume-root-password", AssumeRootIssued, Unusual, High, "Whoever gets a password for root by it signs in as root.",
            "asked for", "ask for", "a root session of a member account, to create a password for root", "sts: AssumeRoot")
            with { When = r => IsTask(r, "IAMCreateRootUserPassword"), WhenText = "its task is to create root's password", Techniques = ["T1548.005", "T1098.001"] },
        Of("assume-root", AssumeRootIssued, Unusual, Medium, "It gives the caller root's power over one task in the member account.",
            "asked for", "ask for", "a root session of a member account", "sts: AssumeRoot") with { Techniques = ["T1548.005"] },

        // A member account.
        Of("member-email-changed", AccountSettings, Unusual, High, "Whoever holds the mailbox recovers root's password by it.",
            "began or completed a change of", "change", "the e-mail address of the account's root", "account: StartPrimaryEmailUpdate AcceptPrimaryEmailUpdate") with { Techniques = ["T1098"] },
        Of("member-closed", AccountSettings, Unusual, High, "It takes everything in the account away; an administrator does it on purpose, and so does a saboteur.",
            "closed", "close", "the account", "account: CloseAccount", "billingconsole: CloseAccount", "organizations: CloseAccount") with { Techniques = ["T1531"] },
        Of("member-left", SecurityControlChange, Anomalous, High, "It frees the account's root from the policies that bound it.",
            "took", "take", "the account out of its organization", "organizations: RemoveAccountFromOrganization LeaveOrganization DeleteOrganization AcceptHandshake") with { Techniques = ["T1666"] },
        Of("member-placed", AccountSettings, Expected, Low, "What binds the organization's root binds its units, too, so nothing binds the account less.",
            "moved", "move", "the account from the organization's root into a unit", "organizations: MoveAccount")
            with { When = r => r.Target is { IsFromTop: true }, WhenText = "it comes from the organization's root" },
        Of("member-moved", SecurityControlChange, Unusual, Medium, "Other policies bound its root there.",
            "moved", "move", "the account to another place in the organization", "organizations: MoveAccount") with { Techniques = ["T1666"] },

        // The policies that bind accounts' root.
        Of("allowing-policy-detached", AccountSettings, Expected, Low, "Without it, less is allowed.",
            "detached", "detach", "AWS's policy that allows everything", "organizations: DetachPolicy")
            with { When = r => r.Target is { IsAllowingPolicy: true }, WhenText = "it is about p-FullAWSAccess or p-RCPFullAWSAccess" },
        Of("binding-policy-detached-from-member", SecurityControlChange, Unusual, High, "It frees the account's root from what the policy forbids.",
            "detached", "detach", "an organization's policy from the account", "organizations: DetachPolicy")
            with { When = r => r.Target is { Account: not null } && !IsByControlTower(r), WhenText = "its target is an account, and Control Tower did not do it by itself", Techniques = ["T1562"] },
        Of("binding-policy-detached", SecurityControlChange, Anomalous, High, "It frees the root of every account below from what the policy forbids.",
            "detached", "detach", "an organization's policy from the organization's root or a unit", "organizations: DetachPolicy")
            with { When = r => !IsByControlTower(r), WhenText = "its target is no account, and Control Tower did not do it by itself", Techniques = ["T1562"] },
        Of("binding-policies-off", SecurityControlChange, Anomalous, High, "It frees the root of every account from all policies of the type.",
            "switched off", "switch off", "a type of an organization's policies", "organizations: DisablePolicyType") with { Techniques = ["T1562"] },
        Of("binding-policy-opened", SecurityControlChange, Anomalous, High, "What was forbidden to the accounts' root is allowed from then on.",
            "rewrote", "rewrite", "an organization's policy so that it allows everything", "organizations: UpdatePolicy")
            with { When = r => r.Request.AllowsEverything, WhenText = "it allows everything", Techniques = ["T1562"] },
        Of("binding-policy-changed", SecurityControlChange, Unusual, Medium, "Pipelines do it, and whoever wants root to be bound less; what it said before is not in the record.",
            "rewrote, detached or deleted", "rewrite, detach or delete", "an organization's policy", "organizations: UpdatePolicy DeletePolicy DetachPolicy") with { NamesAction = true, Techniques = ["T1562"] },

        // Who watches and manages root.
        Of("watchman-shut-out", SecurityControlChange, Anomalous, High, "It blinds what watches root in every account, or bounds it.",
            "took away", "take away", "a security service's access to the organization", "organizations: DisableAWSServiceAccess") with { Techniques = ["T1562.001"] },
        Of("central-root-off-by-others", SecurityControlChange, Anomalous, High, "Member accounts can get root passwords and keys again, out of central sight.",
            "switched off", "switch off", "central management of the member accounts' root users", "iam: DisableOrganizationsRootCredentialsManagement DisableOrganizationsRootSessions")
            with { Techniques = ["T1562"] },
        Of("central-root-on-by-others", AccountSettings, Expected, Low, "It lets the management account take root's credentials away from member accounts, as AWS advises.",
            "switched on", "switch on", "central management of the member accounts' root users", "iam: EnableOrganizationsRootCredentialsManagement EnableOrganizationsRootSessions"),
        Of("root-administrator-registered", SecurityControlChange, Unusual, High, "Its administrators can change the e-mail address or the credentials of every member account's root.",
            "made", "make", "an account administrator of the member accounts' root users", "organizations: RegisterDelegatedAdministrator")
            with { When = r => r.Target is { Service: { } service } && service.ToUpperInvariant() is "IAM.AMAZONAWS.COM" or "ACCOUNT.AMAZONAWS.COM", WhenText = "it is for iam.amazonaws.com or account.amazonaws.com", Techniques = ["T1098.003"] },
        Of("delegated-administrator-changed", SecurityControlChange, Unusual, Medium, "Another account's administrators can bound or watch the organization's accounts from then on, or no longer.",
            "changed", "change", "which accounts administer the organization", "organizations: RegisterDelegatedAdministrator DeregisterDelegatedAdministrator PutResourcePolicy") with { NamesAction = true, Techniques = ["T1098.003"] },
    ];

    private static CatalogueEntry Of(string id, Activity activity, Assessment assessment, Severity severity, string why, string verb, string infinitive, string what, params string[] events) =>
        new(id, activity, assessment, severity, why, verb, infinitive, what, events) { IsByOthers = true };

    private static bool IsTask(RootRecord record, string task) => task.Equals(record.Request.TaskPolicy, StringComparison.OrdinalIgnoreCase);

    private static bool IsByControlTower(RootRecord record) => ControlTower.Equals(record.SourceIp, StringComparison.OrdinalIgnoreCase);
}
