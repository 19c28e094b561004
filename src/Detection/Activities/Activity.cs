namespace RootWatch.Detection.Activities;

/// <summary>What kind of root use a record tells of.</summary>
public enum Activity
{
    /// <summary>Root signed in to the console, or passed a step of the sign-in.</summary>
    ConsoleSignIn,

    /// <summary>Somebody tried to sign in as root and failed.</summary>
    FailedSignIn,

    /// <summary>The root password was asked for anew, or set anew.</summary>
    PasswordRecovery,

    /// <summary>Root's own password, access keys, certificates or derived credentials changed.</summary>
    CredentialChange,

    /// <summary>Root's own MFA changed.</summary>
    MfaChange,

    /// <summary>The account's e-mail address, contacts, support plan or existence.</summary>
    AccountSettings,

    /// <summary>Invoices, payment, budgets, prices.</summary>
    Billing,

    /// <summary>IAM users, groups, roles, their policies and credentials.</summary>
    IdentityProvisioning,

    /// <summary>Logging, detection, organization membership: what watches root or bounds it.</summary>
    SecurityControlChange,

    /// <summary>Data or keys read, shared, or destroyed.</summary>
    DataAccess,

    /// <summary>Machines, functions, clusters, models.</summary>
    Compute,

    /// <summary><c>sts:AssumeRoot</c>: a management account asked for a member account's root session.</summary>
    AssumeRootIssued,

    /// <summary>A call made inside a session that <c>sts:AssumeRoot</c> issued.</summary>
    AssumeRootSession,

    /// <summary>AWS itself (a service, support, a service event) acted under root's name.</summary>
    ServiceActingForRoot,

    /// <summary>A change that no catalogue entry names.</summary>
    OtherWrite,

    /// <summary>A read that no catalogue entry names.</summary>
    Read,

    /// <summary>AWS itself reports something about root: GuardDuty, Health or Trusted Advisor.</summary>
    AwsAlarm,
}
