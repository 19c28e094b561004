using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.Effects;
using RootWatch.Detection.Requests;
using static RootWatch.Detection.Activities.Activity;
using static RootWatch.Detection.Assessment;
using static RootWatch.Detection.Severity;

namespace RootWatch.Detection.Activities;

/// <summary>
/// What root may do, as data. The first entry that matches a record speaks for it; where
/// none does, its effect does, which every act of AWS's has. A new task, or a new way to do harm, is one more entry here and one more sample in the tests.
/// </summary>
/// <remarks>Root-only tasks: https://docs.aws.amazon.com/IAM/latest/UserGuide/root-user-tasks.html</remarks>
internal static class Catalogue
{
    private const int Bulk = 10;
    private const string Weakening = "it ends or stops something, or its request asks for less than before";

    public static IReadOnlyList<CatalogueEntry> Entries { get; } =
    [
        // Sign-in. Its outcome is in responseElements, so one event name has two entries.
        new("failed-sign-in", FailedSignIn, Unusual, Medium, "Root signs in rarely, so a failure is a typing error or somebody guessing.",
            "signed in", "sign in", "to the console", "signin: ConsoleLogin CheckMfa UserAuthentication CredentialVerification ExternalIdPDirectoryLogin")
            { When = r => r.Failed, WhenText = "it failed", Techniques = ["T1110.001"] },
        new("console-sign-in", ConsoleSignIn, Expected, Low, "Every use of root begins so; its owner should say whether it was them.",
            "signed in", "sign in", "to the console", "signin: ConsoleLogin") { Techniques = ["T1078.004"] },
        new("sign-in-step", ConsoleSignIn, Expected, Low, "It is part of a sign-in.",
            "passed", "pass", "a step of the console sign-in", "signin: CheckMfa UserAuthentication CredentialChallenge CredentialVerification GetSigninToken ExternalIdPDirectoryLogin"),
        new("aws-sign-in-anomaly", ConsoleSignIn, Anomalous, High, "AWS itself compares sign-ins, and sees more of them than anybody.",
            "signed in", "sign in", "in a way that AWS calls anomalous", "signin: SignInAnomalyAlert") { NoSettingSilences = true, Techniques = ["T1078.004"] },
        new("password-recovery", PasswordRecovery, Unusual, Medium, "Whoever reads the account's mailbox can take root over this way.",
            "went through", "go through", "the recovery of its forgotten password", "signin: PasswordRecoveryRequested PasswordRecoveryCompleted")
            { Techniques = ["T1098"] },

        // What AWS itself reports of root.
        .. AlarmEntries.All,

        // Root's own credentials.
        new("password-changed", CredentialChange, Expected, Medium, "Only root can do it, and it locks others out of root.",
            "changed", "change", "its password", "signin: PasswordUpdated", "iam: ChangePassword") { Techniques = ["T1098"] },
        new("root-access-key", CredentialChange, Anomalous, Critical, "Nothing needs a root access key, and no IAM policy limits one.",
            "created", "create", "an access key for itself", "iam: CreateAccessKey")
            { When = IsAboutRoot, WhenText = "it is about root itself", EvenByService = true, NoSettingSilences = true, Techniques = ["T1098.001"] },
        new("root-access-key-activated", CredentialChange, Anomalous, High, "A root access key should not exist, let alone be switched on.",
            "switched on", "switch on", "its own access key", "iam: UpdateAccessKey")
            { When = r => IsAboutRoot(r) && !"Inactive".Equals(r.Request.Status, StringComparison.OrdinalIgnoreCase), WhenText = "it is about root itself and does not ask for Inactive", EvenByService = true, NoSettingSilences = true, Techniques = ["T1098.001"] },
        new("root-access-key-retired", CredentialChange, Expected, Low, "Root without access keys is as it should be.",
            "switched off or deleted", "switch off or delete", "its own access key", "iam: UpdateAccessKey DeleteAccessKey") { When = IsAboutRoot, WhenText = "it is about root itself" },
        new("signing-credential", CredentialChange, Unusual, Medium, "It is a credential of root's, and hardly anything still needs one.",
            "changed", "change", "a signing certificate or CloudFront key pair", "iam: UploadSigningCertificate UpdateSigningCertificate DeleteSigningCertificate UploadCloudFrontPublicKey UpdateCloudFrontPublicKey DeleteCloudFrontPublicKey")
            { When = IsAboutRoot, WhenText = "it is about root itself", Techniques = ["T1098.001"] },
        new("derived-credentials", CredentialChange, Unusual, High, "They carry root's power on after its session has ended.",
            "issued", "issue", "temporary credentials from its own", "sts: GetSessionToken GetFederationToken", "signin: AuthorizeOAuth2Access") { Techniques = ["T1550.001"] },
        new("command-line-credentials", CredentialChange, Anomalous, High, "They work for 12 hours on whichever machine asked for them, and nothing that only root can do needs them.",
            "turned", "turn", "its console session into credentials for the command line", "signin: CreateOAuth2Token*") { Techniques = ["T1550.001"] },
        new("root-password-set", CredentialChange, Anomalous, High, "Root of a member account is safest without a password, and its owner changes one on the sign-in page.",
            "gave", "give", "itself a password", "iam: CreateLoginProfile UpdateLoginProfile")
            { When = IsAboutRoot, WhenText = "it names no user", EvenByService = true, NoSettingSilences = true, Techniques = ["T1098.001"] },
        new("mfa-removed", MfaChange, Anomalous, High, "It may leave a password as root's only lock.",
            "removed", "remove", "one of its MFA devices", "iam: DeactivateMFADevice DeleteVirtualMFADevice")
            { When = IsRootsDevice, WhenText = "the device is root's: its serial, the user that the call names, or an earlier call of the session says so", EvenByService = true, MustBeNamed = true, Techniques = ["T1556.006"] },
        new("mfa-replaced", MfaChange, Unusual, Medium, "Whoever changes telephones does it; an intruder with a device of their own does it, too.",
            "removed", "remove", "one of its MFA devices, after it had enabled another", "iam: DeactivateMFADevice DeleteVirtualMFADevice")
            { When = static _ => false, WhenText = "mfa-removed would speak, its session is in good standing, and an earlier call of a session in good standing enabled another device of root's", LesserOf = "mfa-removed", Techniques = ["T1556.006"] },
        new("mfa-added", MfaChange, Expected, Medium, "It is good practice by the owner, and persistence by an intruder.",
            "added or resynchronised", "add or resynchronise", "one of its MFA devices", "iam: EnableMFADevice CreateVirtualMFADevice ResyncMFADevice")
            { When = IsRootsDevice, WhenText = "the device is root's: its serial, the user that the call names, or an earlier call of the session says so", Techniques = ["T1556.006"] },
        new("user-mfa-removed", MfaChange, Unusual, Medium, "It weakens a user's sign-in, unless the user was given another device.",
            "removed", "remove", "an MFA device that is not known to be root's", "iam: DeactivateMFADevice DeleteVirtualMFADevice") { Techniques = ["T1556.006"] },
        new("user-mfa-added", IdentityProvisioning, Expected, Low, "Giving users MFA is part of setting an account up.",
            "added or resynchronised", "add or resynchronise", "an MFA device that is not known to be root's", "iam: EnableMFADevice CreateVirtualMFADevice ResyncMFADevice"),

        // What only root can do to the account.
        new("email-changed", AccountSettings, Expected, Medium, "Only root can do it; whoever holds the mailbox holds root.",
            "changed", "change", "the account's e-mail address", "signin: EmailUpdated", "account: AcceptPrimaryEmailUpdate StartPrimaryEmailUpdate") { Techniques = ["T1098"] },
        new("account-closed", AccountSettings, Anomalous, High, "It takes everything in the account away.",
            "closed", "close", "the account", "account: CloseAccount", "billingconsole: CloseAccount", "organizations: CloseAccount") { Techniques = ["T1531"] },
        new("contacts-changed", AccountSettings, Expected, Low, "It is one of the tasks kept for root.",
            "changed", "change", "the account's contacts or security questions", "*: SetContactAddress SetAdditionalContacts PutContactInformation PutAlternateContact DeleteAlternateContact SetSecurityQuestions"),
        new("support-case", AccountSettings, Expected, Low, "It is one of the tasks kept for root.",
            "used", "use", "a support case or plan", "support: CreateCase ResolveCase AddCommunicationToCase UpdateSupportLevel", "supportplans: CreateSupportPlanSchedule StartSupportPlanUpdate", "support-subscription: UpdateSupportLevel"),
        new("account-renamed", AccountSettings, Expected, Low, "It is one of the tasks kept for root.",
            "changed", "change", "the account's name", "account: PutAccountName", "billingconsole: SetAccountPreferences"),
        new("govcloud-account", AccountSettings, Expected, Medium, "Only root can ask for it, and it makes another account.",
            "signed up for", "sign up for", "a GovCloud account", "organizations: CreateGovCloudAccount"),
        new("reserved-instances-offered", Billing, Expected, Low, "Selling reserved instances is one of the tasks kept for root.",
            "offered", "offer", "reserved instances for sale, or withdrew them", "ec2: CreateReservedInstancesListing CancelReservedInstancesListing"),
        new("central-root-on", AccountSettings, Expected, Medium, "It lets the management account take root's credentials away from member accounts, as AWS advises.",
            "switched on", "switch on", "central management of the member accounts' root users", "iam: EnableOrganizationsRootCredentialsManagement EnableOrganizationsRootSessions"),
        new("central-root-off", SecurityControlChange, Anomalous, High, "Member accounts can get root passwords and keys again, out of central sight.",
            "switched off", "switch off", "central management of the member accounts' root users", "iam: DisableOrganizationsRootCredentialsManagement DisableOrganizationsRootSessions")
            { EvenByService = true, MustBeNamed = true, Techniques = ["T1562"] },
        new("mfa-delete-enabled", AccountSettings, Expected, Low, "Only root can do it, and it protects the bucket.",
            "enabled", "enable", "MFA delete on a bucket", "s3: PutBucketVersioning") { When = r => "Enabled".Equals(r.Request.MfaDelete, StringComparison.OrdinalIgnoreCase), WhenText = "it asks for MfaDelete Enabled" },
        new("mfa-delete-disabled", SecurityControlChange, Anomalous, High, "It takes away what keeps a bucket's versions from being destroyed.",
            "disabled", "disable", "MFA delete on a bucket", "s3: PutBucketVersioning")
            { When = r => "Disabled".Equals(r.Request.MfaDelete, StringComparison.OrdinalIgnoreCase), WhenText = "it asks for MfaDelete Disabled", EvenByService = true, MustBeNamed = true, Techniques = ["T1490"] },
        new("made-public", DataAccess, Anomalous, Critical, "Nobody needs root for it, and it hands data to everybody.",
            "opened", "open", "data or a resource to everybody", "*: *")
            { When = r => EffectClassifier.Classify(r) == Effect.Expose && r.Request.LetsIn == LetsIn.Everybody, WhenText = "its request lets everybody in", EvenByService = true, NoSettingSilences = true, Techniques = ["T1537"] },
        new("public-block-lifted", DataAccess, Anomalous, High, "It is the step before data is made public, and nobody needs root for it.",
            "lifted", "lift", "the block on public access", "s3: DeletePublicAccessBlock DeleteBucketPublicAccessBlock DeleteAccountPublicAccessBlock", "ec2: DisableSnapshotBlockPublicAccess DisableImageBlockPublicAccess")
            { EvenByService = true, MustBeNamed = true, Techniques = ["T1562.001"] },
        new("public-block-weakened", DataAccess, Anomalous, High, "It is the step before data is made public, and nobody needs root for it.",
            "weakened", "weaken", "the block on public access", "s3: PutPublicAccessBlock PutBucketPublicAccessBlock PutAccountPublicAccessBlock")
            { When = r => r.Request.Protection == ProtectionChange.Weakened, WhenText = "one of the four blocks is switched off", EvenByService = true, MustBeNamed = true, Techniques = ["T1562.001"] },
        new("policy-lockout", AccountSettings, Expected, Medium, "Root alone can mend a policy that locks everybody out.",
            "removed", "remove", "a bucket policy, as after a lock-out", "s3: DeleteBucketPolicy"),
        new("resource-policy", DataAccess, Unusual, Medium, "Root alone can mend a lock-out; otherwise it opens data to others.",
            "changed", "change", "who may use a bucket or queue", "s3: PutBucketPolicy PutBucketAcl PutObjectAcl", "sqs: SetQueueAttributes")
            { When = r => EffectClassifier.Classify(r) != Effect.Expose, WhenText = "it lets nobody in from outside" },
        new("billing", Billing, Expected, Low, "Some billing tasks are kept for root.",
            "used", "use", "billing", "billingconsole: *", "billing: *", "payments: *", "invoicing: *", "tax: *", "taxconsole: *", "budgets: *", "ce: *", "cur: *", "consolidatedbilling: *", "freetier: *", "purchase-orders: *"),

        // What watches root, or bounds it.
        new("rootwatch-tampered", SecurityControlChange, Anomalous, Critical, "It can silence this very alarm.",
            "changed or removed", "change or remove", "a part of RootWatch",
            "events: *", "scheduler: *", "sns: *", "sqs: *", "iam: *", "kms: *", "secretsmanager: *", "cloudformation: *", "monitoring: *", "logs: *", "lambda: *")
            { When = r => !r.IsRead && r.Request.NamesRootWatch, WhenText = "it is no read and some name or tag in the request holds \"rootwatch\"", EvenByService = true, NoSettingSilences = true, Techniques = ["T1562.008"] },
        new("logging-off", SecurityControlChange, Anomalous, Critical, "Intruders do it to leave no trace, and nobody needs root for it.",
            "turned off or weakened", "turn off or weaken", "CloudTrail logging", "cloudtrail: StopLogging DeleteTrail UpdateTrail PutEventSelectors PutInsightSelectors DeleteEventDataStore StopEventDataStoreIngestion UpdateEventDataStore DeregisterOrganizationDelegatedAdmin")
            { When = EndsOrWeakens, WhenText = Weakening, EvenByService = true, NoSettingSilences = true, Techniques = ["T1562.008"] },
        new("config-off", SecurityControlChange, Anomalous, Critical, "Intruders do it so that their changes are not recorded, and nobody needs root for it.",
            "turned off or weakened", "turn off or weaken", "AWS Config",
            "config: StopConfigurationRecorder DeleteConfigurationRecorder PutConfigurationRecorder DeleteDeliveryChannel DeleteConfigRule DeleteOrganizationConfigRule DeleteConformancePack DeleteOrganizationConformancePack DeleteConfigurationAggregator DeleteRetentionConfiguration")
            { When = EndsOrWeakens, WhenText = Weakening, EvenByService = true, NoSettingSilences = true, Techniques = ["T1562.001"] },
        new("guardduty-off", SecurityControlChange, Anomalous, Critical, "Intruders do it to go unseen, and nobody needs root for it.",
            "turned off or weakened", "turn off or weaken", "GuardDuty",
            "guardduty: DeleteDetector UpdateDetector DisassociateFromMasterAccount DisassociateFromAdministratorAccount DisassociateMembers StopMonitoringMembers DeleteMembers CreateIPSet UpdateIPSet CreateFilter DeletePublishingDestination DisableOrganizationAdminAccount UpdateFilter UpdateMalwareProtectionPlan")
            { When = EndsOrWeakens, WhenText = Weakening, EvenByService = true, NoSettingSilences = true, Techniques = ["T1562.001"] },
        new("security-hub-off", SecurityControlChange, Anomalous, Critical, "Intruders do it to go unseen, and nobody needs root for it.",
            "turned off or weakened", "turn off or weaken", "Security Hub",
            "securityhub: DisableSecurityHub BatchDisableStandards DisassociateFromAdministratorAccount DisassociateFromMasterAccount DisassociateMembers DeleteMembers DisableOrganizationAdminAccount DisableImportFindingsForProduct UpdateSecurityHubConfiguration UpdateStandardsControl UpdateOrganizationConfiguration")
            { When = EndsOrWeakens, WhenText = Weakening, EvenByService = true, NoSettingSilences = true, Techniques = ["T1562.001"] },
        new("detection-off", SecurityControlChange, Anomalous, Critical, "Intruders do it to go unseen, and nobody needs root for it.",
            "turned off or weakened", "turn off or weaken", "Macie, Inspector, Detective or Access Analyzer",
            "macie2: DisableMacie DisassociateFromAdministratorAccount UpdateMacieSession", "inspector2: Disable", "access-analyzer: DeleteAnalyzer", "detective: DeleteGraph")
            { When = EndsOrWeakens, WhenText = Weakening, EvenByService = true, NoSettingSilences = true, Techniques = ["T1562.001"] },
        new("alarm-off", SecurityControlChange, Anomalous, Critical, "It can silence this very alarm, and nobody needs root for it.",
            "turned off or rerouted", "turn off or reroute", "event rules or alarms",
            "events: DisableRule DeleteRule RemoveTargets DeleteEventBus DeleteApiDestination UpdateApiDestination DeauthorizeConnection DeleteConnection UpdateConnection RemovePermission",
            "monitoring: DeleteAlarms DisableAlarmActions", "logs: DeleteLogGroup DeleteLogStream DeleteMetricFilter DeleteSubscriptionFilter", "sns: DeleteTopic Unsubscribe")
            { EvenByService = true, NoSettingSilences = true, Techniques = ["T1562.008"] },
        new("organization-left", SecurityControlChange, Anomalous, Critical, "It frees the account from the policies that bind it.",
            "left or dissolved", "leave or dissolve", "the organization", "organizations: LeaveOrganization DeleteOrganization RemoveAccountFromOrganization")
            { EvenByService = true, NoSettingSilences = true, Techniques = ["T1666"] },
        new("organization-joined", SecurityControlChange, Anomalous, Critical, "Another organization's policies bind the account from then on, and its bill and its owner may be others.",
            "accepted", "accept", "an organization's invitation", "organizations: AcceptHandshake")
            { EvenByService = true, NoSettingSilences = true, Techniques = ["T1666"] },
        new("organization-policy-weakened", SecurityControlChange, Anomalous, Critical, "It takes away what bounds the member accounts, and nobody needs root for it.",
            "removed or emptied", "remove or empty", "an organization's policy or policy type", "organizations: DetachPolicy DeletePolicy DisablePolicyType DisableAWSServiceAccess DeregisterDelegatedAdministrator UpdatePolicy")
            { When = r => !Is(r, "UpdatePolicy") || r.Request.AllowsEverything, WhenText = "it is no update, or one that allows everything", EvenByService = true, MustBeNamed = true, Techniques = ["T1562"] },

        // Provisioning: the one thing that people have always used root for.
        new("user-created", IdentityProvisioning, Expected, Low, "Creating the first administrators is what root has always been used for.",
            "created", "create", "an IAM user, group or login", "iam: CreateUser CreateGroup AddUserToGroup CreateLoginProfile UpdateLoginProfile") { Techniques = ["T1136.003"] },
        new("policy-attached", IdentityProvisioning, Expected, Low, "Giving the first administrators their permissions is what root has always been used for.",
            "granted", "grant", "permissions to an IAM user, group or role", "iam: AttachUserPolicy PutUserPolicy AttachGroupPolicy PutGroupPolicy AttachRolePolicy PutRolePolicy CreatePolicy") { Techniques = ["T1098.003"] },
        new("user-access-key", IdentityProvisioning, Unusual, Medium, "An administrator can do it, and an intruder does it to stay.",
            "changed", "change", "an IAM user's access key", "iam: CreateAccessKey UpdateAccessKey DeleteAccessKey") { Techniques = ["T1098.001"] },
        new("password-policy-removed", IdentityProvisioning, Unusual, Medium, "AWS's default takes its place, which asks for less.",
            "removed", "remove", "the rules for IAM users' passwords", "iam: DeleteAccountPasswordPolicy") { Techniques = ["T1556"] },

        // What others do to root.
        .. OthersEntries.All,

        // What root is never needed for.
        new("domain-transferred", AccountSettings, Anomalous, High, "Whoever has a domain has its mail, its visitors and often its accounts.",
            "gave away or unlocked", "give away or unlock", "a domain", "route53domains: TransferDomain TransferDomainToAnotherAwsAccount PushDomain RetrieveDomainAuthCode DisableDomainTransferLock DeleteDomain")
            { EvenByService = true, MustBeNamed = true, Techniques = ["T1584.001"] },
        new("data-destroyed", DataAccess, Anomalous, High, "Nobody needs root for it, and it may be past undoing.",
            "destroyed", "destroy", "data or buckets",
            "s3: DeleteBucket DeleteObject DeleteObjects DeleteObjectVersion", "rds: DeleteDBInstance DeleteDBCluster", "dynamodb: DeleteTable", "elasticfilesystem: DeleteFileSystem",
            "ec2: DeleteVolume", "redshift: DeleteCluster", "glacier: DeleteArchive DeleteVault") { NamesAction = true, MustBeNamed = true, Techniques = ["T1485"] },
        new("backups-destroyed", DataAccess, Anomalous, Critical, "Whoever destroys backups wants the loss to be final.",
            "destroyed", "destroy", "backups or snapshots",
            "backup: DeleteBackupVault DeleteRecoveryPoint DeleteBackupPlan DeleteBackupVaultLockConfiguration", "rds: DeleteDBSnapshot DeleteDBClusterSnapshot DeleteDBInstanceAutomatedBackup", "ec2: DeleteSnapshot", "dynamodb: DeleteBackup")
            { NamesAction = true, MustBeNamed = true, Techniques = ["T1490"] },
        new("keys-destroyed", DataAccess, Anomalous, Critical, "What is encrypted with them is lost with them.",
            "disabled or destroyed", "disable or destroy", "encryption keys or secrets",
            "kms: ScheduleKeyDeletion DisableKey DeleteImportedKeyMaterial DeleteCustomKeyStore", "secretsmanager: DeleteSecret") { NamesAction = true, MustBeNamed = true, Techniques = ["T1485", "T1486"] },
        new("disk-read", DataAccess, Anomalous, High, "A snapshot's blocks are the disk itself, and nobody needs root to copy one.",
            "read", "read", "the blocks of a disk's snapshot", "ebs: GetSnapshotBlock") { Techniques = ["T1530"] },
        new("compute-in-bulk", Compute, Anomalous, Critical, "Stolen accounts are used so: many or costly machines at once, to mine or to attack.",
            "started", "start", "many or costly machines at once", "*: *")
            { When = IsBulk, WhenText = $"it asks for {Bulk} machines or more, or for machines with accelerators", MustBeNamed = true, Techniques = ["T1496", "T1578.002"] },
        new("instances-started", Compute, Anomalous, High, "Nobody needs root for it; intruders start them to mine or to attack.",
            "started", "start", "EC2 instances", "ec2: RunInstances StartInstances RequestSpotInstances RequestSpotFleet CreateFleet") { Techniques = ["T1578.002"] },

        // What makes an account safer.
        new("protection-on", OtherWrite, Expected, Low, "It makes the account safer, though an administrator could have done it.",
            "switched on", "switch on", "a protection", "*: *")
            { When = EffectClassifier.MakesProtection, WhenText = "it makes, switches on or strengthens what logs, detects, encrypts or protects, and weakens nothing", NamesAction = true },

        // Everything else: what the act does decides.
        new("denied-read", Read, Unusual, Low, "Something denies root what was tried.",
            "read", "read", "what it may not read", "*: *") { When = r => r.IsDenied && EffectClassifier.Classify(r) == Effect.Look, WhenText = "it only looks, it was denied, and no other entry speaks" },
        .. EffectEntries.All,
    ];

    private static readonly CatalogueIndex ByService = new([.. Entries.Where(entry => entry.Effect is null)]);

    /// <summary>The entry of a call about an MFA device that is known to be root's, where the call itself names nobody.</summary>
    public static CatalogueEntry FindOfRootsDevice(RootRecord record) =>
        Find(record.Request.TargetUser is null ? record with { Request = record.Request with { TargetUser = "root" } } : record);

    /// <summary>The entry of root's replacing an MFA device by another that it enabled before.</summary>
    public static CatalogueEntry MfaReplaced { get; } = Entries.Single(entry => entry.Id == "mfa-replaced");

    public static CatalogueEntry Find(RootRecord record) => ByService.Find(record) ?? EffectEntries.For(EffectClassifier.Classify(record));

    // To end a watchman needs no more to be said; to change one may be to strengthen it.
    private static bool EndsOrWeakens(RootRecord record) =>
        AwsActions.Find(record.EventSource, record.EventName).Verb?.Kind is VerbKind.Take or VerbKind.Disable or VerbKind.Delete || record.Request.Protection == ProtectionChange.Weakened;

    private static bool Is(RootRecord record, string name) => record.EventName.Equals(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>The MFA device that a call shows to be root's; null where it shows none.</summary>
    public static string? RootsDevice(RootRecord record) =>
        record.EventSource.StartsWith("iam.", StringComparison.OrdinalIgnoreCase) && record.EventName.EndsWith("MFADevice", StringComparison.OrdinalIgnoreCase) && IsRootsDevice(record)
            ? record.Request.TargetDevice
            : null;

    // IAM calls that name nobody are about the caller; the console writes root's name in its own ways.
    internal static bool IsAboutRoot(RootRecord record) =>
        record.Request.TargetUser is not { } user
        || user.Equals("root", StringComparison.OrdinalIgnoreCase)
        || user.Equals("AWS ROOT USER", StringComparison.OrdinalIgnoreCase);

    // A virtual device is made and deleted without a user's name: its own name may be root's.
    private static bool IsRootsDevice(RootRecord record) =>
        record.Request.TargetUser is null && record.EventName.Contains("Virtual", StringComparison.OrdinalIgnoreCase)
            ? record.Request.TargetDevice?.EndsWith("root-account-mfa-device", StringComparison.OrdinalIgnoreCase) is true
            : IsAboutRoot(record);

    private static bool IsBulk(RootRecord record) =>
        (record.Request.Instances >= Bulk || record.Request.AsksForAccelerators) && EffectClassifier.Classify(record) == Effect.Use;
}
