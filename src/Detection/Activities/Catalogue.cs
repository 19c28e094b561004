using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.Effects;
using RootWatch.Detection.Requests;
using static RootWatch.Detection.Activities.Activity;
using static RootWatch.Detection.Assessment;
using static RootWatch.Detection.Severity;

namespace RootWatch.Detection.Activities;

/// <summary>
/// What root may do, as data. The first entry that matches a record assesses it. Where none matches, the effect of
/// the action decides; every AWS action has one. A new task, or a new way to do harm, is one more entry here and one more sample in the tests.
/// </summary>
/// <remarks>Root-only tasks: https://docs.aws.amazon.com/IAM/latest/UserGuide/root-user-tasks.html</remarks>
internal static class Catalogue
{
    private const int Bulk = 10;
    private const string Weakening = "it ends or stops something, or its request asks for less than before";

    public static IReadOnlyList<CatalogueEntry> Entries { get; } =
    [
        // Sign-in. Its outcome is in responseElements, so one event name has two entries.
        new("failed-sign-in", FailedSignIn, Unusual, Medium, "Root rarely signs in, so a failure is either a typing error or somebody guessing.",
            "signed in", "sign in", "to the console", "signin: ConsoleLogin CheckMfa UserAuthentication CredentialVerification ExternalIdPDirectoryLogin")
            { When = r => r.Failed, WhenText = "it failed", Techniques = ["T1110.001"] },
        new("console-sign-in", ConsoleSignIn, Expected, Low, "Every use of root starts with a sign-in. The owner should say whether it was them.",
            "signed in", "sign in", "to the console", "signin: ConsoleLogin") { Techniques = ["T1078.004"] },
        new("sign-in-step", ConsoleSignIn, Expected, Low, "It is one step of a sign-in.",
            "completed", "complete", "a step of the console sign-in", "signin: CheckMfa UserAuthentication CredentialChallenge CredentialVerification GetSigninToken ExternalIdPDirectoryLogin"),
        new("aws-sign-in-anomaly", ConsoleSignIn, Anomalous, High, "AWS compares sign-ins itself and sees more of them than anybody else.",
            "signed in", "sign in", "to the console, and AWS flagged the sign-in as anomalous", "signin: SignInAnomalyAlert") { NoSettingSilences = true, Techniques = ["T1078.004"] },
        new("password-recovery", PasswordRecovery, Unusual, Medium, "Anyone who can read the account's mailbox can take over root this way.",
            "requested or completed", "request or complete", "a recovery of its password", "signin: PasswordRecoveryRequested PasswordRecoveryCompleted")
            { Techniques = ["T1098"] },

        // What AWS itself reports about root.
        .. AlarmEntries.All,

        // Root's own credentials.
        new("password-changed", CredentialChange, Expected, Medium, "Only root can do it, and it locks everybody else out of root.",
            "changed", "change", "its password", "signin: PasswordUpdated", "iam: ChangePassword") { Techniques = ["T1098"] },
        new("root-access-key", CredentialChange, Anomalous, Critical, "No task needs a root access key, and no IAM policy limits one.",
            "created", "create", "an access key for itself", "iam: CreateAccessKey")
            { When = IsAboutRoot, WhenText = "it is about root itself", EvenByService = true, NoSettingSilences = true, Techniques = ["T1098.001"] },
        new("root-access-key-activated", CredentialChange, Anomalous, High, "A root access key should not exist, let alone be active.",
            "activated", "activate", "its own access key", "iam: UpdateAccessKey")
            { When = r => IsAboutRoot(r) && !"Inactive".Equals(r.Request.Status, StringComparison.OrdinalIgnoreCase), WhenText = "it is about root itself and does not ask for Inactive", EvenByService = true, NoSettingSilences = true, Techniques = ["T1098.001"] },
        new("root-access-key-retired", CredentialChange, Expected, Low, "Root should have no access keys, so this is an improvement.",
            "deactivated or deleted", "deactivate or delete", "its own access key", "iam: UpdateAccessKey DeleteAccessKey") { When = IsAboutRoot, WhenText = "it is about root itself" },
        new("signing-credential", CredentialChange, Unusual, Medium, "It is one of root's credentials, and hardly anything needs one today.",
            "changed", "change", "one of its signing certificates or CloudFront key pairs", "iam: UploadSigningCertificate UpdateSigningCertificate DeleteSigningCertificate UploadCloudFrontPublicKey UpdateCloudFrontPublicKey DeleteCloudFrontPublicKey")
            { When = IsAboutRoot, WhenText = "it is about root itself", Techniques = ["T1098.001"] },
        new("derived-credentials", CredentialChange, Unusual, High, "They keep root's permissions after its session has ended.",
            "issued", "issue", "temporary credentials", "sts: GetSessionToken GetFederationToken", "signin: AuthorizeOAuth2Access") { Techniques = ["T1550.001"] },
        new("command-line-credentials", CredentialChange, Anomalous, High, "They work for 12 hours on the machine that requested them, and no root-only task needs them.",
            "turned", "turn", "its console session into credentials for the command line", "signin: CreateOAuth2Token*") { Techniques = ["T1550.001"] },
        new("root-password-set", CredentialChange, Anomalous, High, "A member account's root is safest without a password, and owners change a password on the sign-in page, not through IAM.",
            "set", "set", "a password for itself", "iam: CreateLoginProfile UpdateLoginProfile")
            { When = IsAboutRoot, WhenText = "it names no user", EvenByService = true, NoSettingSilences = true, Techniques = ["T1098.001"] },
        new("mfa-removed", MfaChange, Anomalous, High, "A password may be all that protects root now.",
            "removed", "remove", "one of its MFA devices", "iam: DeactivateMFADevice DeleteVirtualMFADevice")
            { When = IsRootsDevice, WhenText = "the device is root's: its serial, the user that the call names, or an earlier call of the session says so", EvenByService = true, MustBeNamed = true, Techniques = ["T1556.006"] },
        new("mfa-replaced", MfaChange, Unusual, Medium, "Owners do it when they get a new phone; intruders do it to use their own device.",
            "removed", "remove", "one of its MFA devices, after it had enabled another", "iam: DeactivateMFADevice DeleteVirtualMFADevice")
            { When = static _ => false, WhenText = "mfa-removed would apply, its session is in good standing, and an earlier call of a session in good standing enabled another of root's devices", LesserOf = "mfa-removed", Techniques = ["T1556.006"] },
        new("mfa-added", MfaChange, Expected, Medium, "For the owner it is good practice; for an intruder it is persistence.",
            "added or resynchronized", "add or resynchronise", "one of its MFA devices", "iam: EnableMFADevice CreateVirtualMFADevice ResyncMFADevice")
            { When = IsRootsDevice, WhenText = "the device is root's: its serial, the user that the call names, or an earlier call of the session says so", Techniques = ["T1556.006"] },
        new("user-mfa-removed", MfaChange, Unusual, Medium, "It weakens a user's sign-in, unless the user has another device.",
            "removed", "remove", "an MFA device that is not known to be root's", "iam: DeactivateMFADevice DeleteVirtualMFADevice") { Techniques = ["T1556.006"] },
        new("user-mfa-added", IdentityProvisioning, Expected, Low, "Giving users MFA is part of setting up an account.",
            "added or resynchronized", "add or resynchronise", "an MFA device that is not known to be root's", "iam: EnableMFADevice CreateVirtualMFADevice ResyncMFADevice"),

        // What only root can do to the account.
        new("email-changed", AccountSettings, Expected, Medium, "Only root can do it, and whoever controls the mailbox controls root.",
            "changed", "change", "the account's email address", "signin: EmailUpdated", "account: AcceptPrimaryEmailUpdate StartPrimaryEmailUpdate") { Techniques = ["T1098"] },
        new("account-closed", AccountSettings, Anomalous, High, "It takes down everything in the account.",
            "closed", "close", "the account", "account: CloseAccount", "billingconsole: CloseAccount", "organizations: CloseAccount") { Techniques = ["T1531"] },
        new("contacts-changed", AccountSettings, Expected, Low, "It is routine account administration, often done as root.",
            "changed", "change", "the account's contacts or security questions", "*: SetContactAddress SetAdditionalContacts PutContactInformation PutAlternateContact DeleteAlternateContact SetSecurityQuestions"),
        new("support-case", AccountSettings, Expected, Low, "It is routine account administration, often done as root.",
            "opened or changed", "open or change", "a support case or plan", "support: CreateCase ResolveCase AddCommunicationToCase UpdateSupportLevel", "supportplans: CreateSupportPlanSchedule StartSupportPlanUpdate", "support-subscription: UpdateSupportLevel"),
        new("account-renamed", AccountSettings, Expected, Low, "It is routine account administration, often done as root.",
            "changed", "change", "the account's name", "account: PutAccountName", "billingconsole: SetAccountPreferences"),
        new("govcloud-account", AccountSettings, Expected, Medium, "Only root can request it, and it creates another account.",
            "signed up for", "sign up for", "a GovCloud account", "organizations: CreateGovCloudAccount"),
        new("reserved-instances-offered", Billing, Expected, Low, "Registering as a seller of reserved instances is a task for root.",
            "listed or withdrew", "list or withdraw", "reserved instances for sale", "ec2: CreateReservedInstancesListing CancelReservedInstancesListing"),
        new("central-root-on", AccountSettings, Expected, Medium, "It lets the management account remove root credentials from member accounts, as AWS recommends.",
            "enabled", "enable", "central management of the member accounts' root users", "iam: EnableOrganizationsRootCredentialsManagement EnableOrganizationsRootSessions"),
        new("central-root-off", SecurityControlChange, Anomalous, High, "Member accounts can get root passwords and keys again, without central control.",
            "disabled", "disable", "central management of the member accounts' root users", "iam: DisableOrganizationsRootCredentialsManagement DisableOrganizationsRootSessions")
            { EvenByService = true, MustBeNamed = true, Techniques = ["T1562"] },
        new("mfa-delete-enabled", AccountSettings, Expected, Low, "Only root can do it, and it protects the bucket.",
            "enabled", "enable", "MFA delete on a bucket", "s3: PutBucketVersioning") { When = r => "Enabled".Equals(r.Request.MfaDelete, StringComparison.OrdinalIgnoreCase), WhenText = "it asks for MfaDelete Enabled" },
        new("mfa-delete-disabled", SecurityControlChange, Anomalous, High, "It removes what protects a bucket's versions from deletion.",
            "disabled", "disable", "MFA delete on a bucket", "s3: PutBucketVersioning")
            { When = r => "Disabled".Equals(r.Request.MfaDelete, StringComparison.OrdinalIgnoreCase), WhenText = "it asks for MfaDelete Disabled", EvenByService = true, MustBeNamed = true, Techniques = ["T1490"] },
        new("made-public", DataAccess, Anomalous, Critical, "It does not require root, and it can give everybody the data.",
            "opened", "open", "data or a resource to the public", "*: *")
            { When = r => EffectClassifier.Classify(r) == Effect.Expose && r.Request.LetsIn == LetsIn.Everybody, WhenText = "its request lets everybody in", EvenByService = true, NoSettingSilences = true, Techniques = ["T1537"] },
        new("public-block-lifted", DataAccess, Anomalous, High, "It is the step before data is made public, and it does not require root.",
            "removed", "remove", "the block on public access", "s3: DeletePublicAccessBlock DeleteBucketPublicAccessBlock DeleteAccountPublicAccessBlock", "ec2: DisableSnapshotBlockPublicAccess DisableImageBlockPublicAccess")
            { EvenByService = true, MustBeNamed = true, Techniques = ["T1562.001"] },
        new("public-block-weakened", DataAccess, Anomalous, High, "It is the step before data is made public, and it does not require root.",
            "weakened", "weaken", "the block on public access", "s3: PutPublicAccessBlock PutBucketPublicAccessBlock PutAccountPublicAccessBlock")
            { When = r => r.Request.Protection == ProtectionChange.Weakened, WhenText = "one of the four blocks is switched off", EvenByService = true, MustBeNamed = true, Techniques = ["T1562.001"] },
        new("policy-lockout", AccountSettings, Expected, Medium, "Only root can fix a bucket policy that locks everybody out.",
            "removed", "remove", "a bucket policy", "s3: DeleteBucketPolicy"),
        new("resource-policy", DataAccess, Unusual, Medium, "Only root can fix a policy that locks everybody out. If nothing was locked, it may open data to others.",
            "changed", "change", "who may use a bucket or queue", "s3: PutBucketPolicy PutBucketAcl PutObjectAcl", "sqs: SetQueueAttributes")
            { When = r => EffectClassifier.Classify(r) != Effect.Expose, WhenText = "it lets nobody in from outside" },
        new("billing", Billing, Expected, Low, "Some billing tasks require root.",
            "viewed or changed", "view or change", "billing data", "billingconsole: *", "billing: *", "payments: *", "invoicing: *", "tax: *", "taxconsole: *", "budgets: *", "ce: *", "cur: *", "consolidatedbilling: *", "freetier: *", "purchase-orders: *"),

        // What watches or limits root.
        new("rootwatch-tampered", SecurityControlChange, Anomalous, Critical, "It can silence these alerts.",
            "changed or removed", "change or remove", "a part of RootWatch",
            "events: *", "scheduler: *", "sns: *", "sqs: *", "iam: *", "kms: *", "secretsmanager: *", "cloudformation: *", "monitoring: *", "logs: *", "lambda: *")
            { When = r => !r.IsRead && r.Request.NamesRootWatch, WhenText = "it is not a read, and a name or tag in the request contains \"rootwatch\"", EvenByService = true, NoSettingSilences = true, Techniques = ["T1562.008"] },
        new("logging-off", SecurityControlChange, Anomalous, Critical, "Intruders do it to leave no trace, and it does not require root.",
            "turned off or weakened", "turn off or weaken", "CloudTrail logging", "cloudtrail: StopLogging DeleteTrail UpdateTrail PutEventSelectors PutInsightSelectors DeleteEventDataStore StopEventDataStoreIngestion UpdateEventDataStore DeregisterOrganizationDelegatedAdmin")
            { When = EndsOrWeakens, WhenText = Weakening, EvenByService = true, NoSettingSilences = true, Techniques = ["T1562.008"] },
        new("config-off", SecurityControlChange, Anomalous, Critical, "Intruders do it so that their changes are not recorded, and it does not require root.",
            "turned off or weakened", "turn off or weaken", "AWS Config",
            "config: StopConfigurationRecorder DeleteConfigurationRecorder PutConfigurationRecorder DeleteDeliveryChannel DeleteConfigRule DeleteOrganizationConfigRule DeleteConformancePack DeleteOrganizationConformancePack DeleteConfigurationAggregator DeleteRetentionConfiguration")
            { When = EndsOrWeakens, WhenText = Weakening, EvenByService = true, NoSettingSilences = true, Techniques = ["T1562.001"] },
        new("guardduty-off", SecurityControlChange, Anomalous, Critical, "Intruders do it to stay hidden, and it does not require root.",
            "turned off or weakened", "turn off or weaken", "GuardDuty",
            "guardduty: DeleteDetector UpdateDetector DisassociateFromMasterAccount DisassociateFromAdministratorAccount DisassociateMembers StopMonitoringMembers DeleteMembers CreateIPSet UpdateIPSet CreateFilter DeletePublishingDestination DisableOrganizationAdminAccount UpdateFilter UpdateMalwareProtectionPlan")
            { When = EndsOrWeakens, WhenText = Weakening, EvenByService = true, NoSettingSilences = true, Techniques = ["T1562.001"] },
        new("security-hub-off", SecurityControlChange, Anomalous, Critical, "Intruders do it to stay hidden, and it does not require root.",
            "turned off or weakened", "turn off or weaken", "Security Hub",
            "securityhub: DisableSecurityHub BatchDisableStandards DisassociateFromAdministratorAccount DisassociateFromMasterAccount DisassociateMembers DeleteMembers DisableOrganizationAdminAccount DisableImportFindingsForProduct UpdateSecurityHubConfiguration UpdateStandardsControl UpdateOrganizationConfiguration")
            { When = EndsOrWeakens, WhenText = Weakening, EvenByService = true, NoSettingSilences = true, Techniques = ["T1562.001"] },
        new("detection-off", SecurityControlChange, Anomalous, Critical, "Intruders do it to stay hidden, and it does not require root.",
            "turned off or weakened", "turn off or weaken", "Macie, Inspector, Detective or Access Analyzer",
            "macie2: DisableMacie DisassociateFromAdministratorAccount UpdateMacieSession", "inspector2: Disable", "access-analyzer: DeleteAnalyzer", "detective: DeleteGraph")
            { When = EndsOrWeakens, WhenText = Weakening, EvenByService = true, NoSettingSilences = true, Techniques = ["T1562.001"] },
        new("alarm-off", SecurityControlChange, Anomalous, Critical, "It can silence these alerts, and it does not require root.",
            "turned off or rerouted", "turn off or reroute", "event rules or alarms",
            "events: DisableRule DeleteRule RemoveTargets DeleteEventBus DeleteApiDestination UpdateApiDestination DeauthorizeConnection DeleteConnection UpdateConnection RemovePermission",
            "monitoring: DeleteAlarms DisableAlarmActions", "logs: DeleteLogGroup DeleteLogStream DeleteMetricFilter DeleteSubscriptionFilter", "sns: DeleteTopic Unsubscribe")
            { EvenByService = true, NoSettingSilences = true, Techniques = ["T1562.008"] },
        new("organization-left", SecurityControlChange, Anomalous, Critical, "Without the organization, its policies no longer limit the account.",
            "ended", "end", "the organization's control of an account", "organizations: LeaveOrganization DeleteOrganization RemoveAccountFromOrganization")
            { EvenByService = true, NoSettingSilences = true, Techniques = ["T1666"] },
        new("organization-joined", SecurityControlChange, Anomalous, Critical, "From then on, another organization controls the account, its policies and its bill.",
            "accepted", "accept", "an organization's invitation", "organizations: AcceptHandshake")
            { EvenByService = true, NoSettingSilences = true, Techniques = ["T1666"] },
        new("organization-policy-weakened", SecurityControlChange, Anomalous, Critical, "It removes limits on the member accounts, and it does not require root.",
            "removed or weakened", "remove or weaken", "an organization policy or another central control", "organizations: DetachPolicy DeletePolicy DisablePolicyType DisableAWSServiceAccess DeregisterDelegatedAdministrator UpdatePolicy")
            { When = r => !Is(r, "UpdatePolicy") || r.Request.AllowsEverything, WhenText = "it is not an update, or it is one that allows everything", EvenByService = true, MustBeNamed = true, Techniques = ["T1562"] },

        // Provisioning: what people have always used root for.
        new("user-created", IdentityProvisioning, Expected, Low, "Creating the first administrators is what root has always been used for.",
            "created", "create", "an IAM user, group or login", "iam: CreateUser CreateGroup AddUserToGroup CreateLoginProfile UpdateLoginProfile") { Techniques = ["T1136.003"] },
        new("policy-attached", IdentityProvisioning, Expected, Low, "Giving the first administrators their permissions is what root has always been used for.",
            "granted", "grant", "permissions to an IAM user, group or role", "iam: AttachUserPolicy PutUserPolicy AttachGroupPolicy PutGroupPolicy AttachRolePolicy PutRolePolicy CreatePolicy") { Techniques = ["T1098.003"] },
        new("user-access-key", IdentityProvisioning, Unusual, Medium, "An administrator can do it, and intruders do it to keep their access.",
            "changed", "change", "an IAM user's access key", "iam: CreateAccessKey UpdateAccessKey DeleteAccessKey") { Techniques = ["T1098.001"] },
        new("password-policy-removed", IdentityProvisioning, Unusual, Medium, "AWS's default policy applies instead, and it is weaker.",
            "removed", "remove", "the password policy for IAM users", "iam: DeleteAccountPasswordPolicy") { Techniques = ["T1556"] },

        // What others do to root.
        .. OthersEntries.All,

        // What root is never needed for.
        new("domain-transferred", AccountSettings, Anomalous, High, "Whoever controls a domain receives its mail and its visitors, and can reset passwords by mail.",
            "gave away or unlocked", "give away or unlock", "a domain", "route53domains: TransferDomain TransferDomainToAnotherAwsAccount PushDomain RetrieveDomainAuthCode DisableDomainTransferLock DeleteDomain")
            { EvenByService = true, MustBeNamed = true, Techniques = ["T1584.001"] },
        new("data-destroyed", DataAccess, Anomalous, High, "It does not require root, and it may be impossible to undo.",
            "destroyed", "destroy", "data or buckets",
            "s3: DeleteBucket DeleteObject DeleteObjects DeleteObjectVersion", "rds: DeleteDBInstance DeleteDBCluster", "dynamodb: DeleteTable", "elasticfilesystem: DeleteFileSystem",
            "ec2: DeleteVolume", "redshift: DeleteCluster", "glacier: DeleteArchive DeleteVault") { NamesAction = true, MustBeNamed = true, Techniques = ["T1485"] },
        new("backups-destroyed", DataAccess, Anomalous, Critical, "Attackers destroy backups so that nothing can be recovered.",
            "destroyed", "destroy", "backups or snapshots",
            "backup: DeleteBackupVault DeleteRecoveryPoint DeleteBackupPlan DeleteBackupVaultLockConfiguration", "rds: DeleteDBSnapshot DeleteDBClusterSnapshot DeleteDBInstanceAutomatedBackup", "ec2: DeleteSnapshot", "dynamodb: DeleteBackup")
            { NamesAction = true, MustBeNamed = true, Techniques = ["T1490"] },
        new("keys-destroyed", DataAccess, Anomalous, Critical, "Data that is encrypted with a key is lost with it.",
            "disabled or destroyed", "disable or destroy", "encryption keys or secrets",
            "kms: ScheduleKeyDeletion DisableKey DeleteImportedKeyMaterial DeleteCustomKeyStore", "secretsmanager: DeleteSecret") { NamesAction = true, MustBeNamed = true, Techniques = ["T1485", "T1486"] },
        new("disk-read", DataAccess, Anomalous, High, "A snapshot's blocks are a copy of the disk, and reading them does not require root.",
            "read", "read", "the blocks of a disk snapshot", "ebs: GetSnapshotBlock") { Techniques = ["T1530"] },
        new("compute-in-bulk", Compute, Anomalous, Critical, "Stolen accounts are used this way, to mine cryptocurrency or to attack others.",
            "started", "start", "many or expensive machines at once", "*: *")
            { When = IsBulk, WhenText = $"it asks for {Bulk} machines or more, or for machines with accelerators", MustBeNamed = true, Techniques = ["T1496", "T1578.002"] },
        new("instances-started", Compute, Anomalous, High, "It does not require root. Intruders start instances to mine cryptocurrency or to attack others.",
            "started", "start", "EC2 instances", "ec2: RunInstances StartInstances RequestSpotInstances RequestSpotFleet CreateFleet") { Techniques = ["T1578.002"] },

        // What makes an account safer.
        new("protection-on", OtherWrite, Expected, Low, "It makes the account safer, although an administrator could have done it.",
            "switched on", "switch on", "a protection", "*: *")
            { When = EffectClassifier.MakesProtection, WhenText = "it creates, enables or strengthens what logs, detects, encrypts or protects, and weakens nothing", NamesAction = true },

        // Everything else: what the act does decides.
        new("denied-read", Read, Unusual, Low, "Something, such as a service control policy, denied root the call.",
            "read", "read", "something that it may not read", "*: *") { When = r => r.IsDenied && EffectClassifier.Classify(r) == Effect.Look, WhenText = "it only looks, it was denied, and no other entry applies" },
        .. EffectEntries.All,
    ];

    private static readonly CatalogueIndex ByService = new([.. Entries.Where(entry => entry.Effect is null)]);

    /// <summary>The entry for a call about an MFA device that is known to be root's, although the call itself names no user.</summary>
    public static CatalogueEntry FindOfRootsDevice(RootRecord record) =>
        Find(record.Request.TargetUser is null ? record with { Request = record.Request with { TargetUser = "root" } } : record);

    /// <summary>The entry for root removing an MFA device after it enabled another one.</summary>
    public static CatalogueEntry MfaReplaced { get; } = Entries.Single(entry => entry.Id == "mfa-replaced");

    public static CatalogueEntry Find(RootRecord record) => ByService.Find(record) ?? EffectEntries.For(EffectClassifier.Classify(record));

    // Ending a protection always weakens it; changing one may also strengthen it.
    private static bool EndsOrWeakens(RootRecord record) =>
        AwsActions.Find(record.EventSource, record.EventName).Verb?.Kind is VerbKind.Take or VerbKind.Disable or VerbKind.Delete || record.Request.Protection == ProtectionChange.Weakened;

    private static bool Is(RootRecord record, string name) => record.EventName.Equals(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>The MFA device that a call shows to be root's; null where it shows none.</summary>
    public static string? RootsDevice(RootRecord record) =>
        record.EventSource.StartsWith("iam.", StringComparison.OrdinalIgnoreCase) && record.EventName.EndsWith("MFADevice", StringComparison.OrdinalIgnoreCase) && IsRootsDevice(record)
            ? record.Request.TargetDevice
            : null;

    // IAM calls that name no user are about the caller; the console has its own ways to write root's name.
    internal static bool IsAboutRoot(RootRecord record) =>
        record.Request.TargetUser is not { } user
        || user.Equals("root", StringComparison.OrdinalIgnoreCase)
        || user.Equals("AWS ROOT USER", StringComparison.OrdinalIgnoreCase);

    // A virtual device is created and deleted without a user's name; the device's own name may show that it is root's.
    private static bool IsRootsDevice(RootRecord record) =>
        record.Request.TargetUser is null && record.EventName.Contains("Virtual", StringComparison.OrdinalIgnoreCase)
            ? record.Request.TargetDevice?.EndsWith("root-account-mfa-device", StringComparison.OrdinalIgnoreCase) is true
            : IsAboutRoot(record);

    private static bool IsBulk(RootRecord record) =>
        (record.Request.Instances >= Bulk || record.Request.AsksForAccelerators) && EffectClassifier.Classify(record) == Effect.Use;
}
