using RootWatch.Detection.CloudTrail;
using static RootWatch.Detection.Activities.Activity;
using static RootWatch.Detection.Assessment;
using static RootWatch.Detection.Severity;

namespace RootWatch.Detection.Activities;

/// <summary>
/// What root may do, as data. The first entry that matches a record speaks for it; the last three match
/// everything. A new task, or a new way to do harm, is one more entry here and one more sample in the tests.
/// </summary>
/// <remarks>Root-only tasks: https://docs.aws.amazon.com/IAM/latest/UserGuide/root-user-tasks.html</remarks>
internal static class Catalogue
{
    public static IReadOnlyList<CatalogueEntry> Entries { get; } =
    [
        // Sign-in. Its outcome is in responseElements, so one event name has two entries.
        new("failed-sign-in", FailedSignIn, Unusual, Medium, "signed in", "sign in", "to the console", "signin: ConsoleLogin CheckMfa UserAuthentication CredentialVerification ExternalIdPDirectoryLogin")
            { When = r => r.Failed, Techniques = ["T1110.001"] },
        new("console-sign-in", ConsoleSignIn, Expected, Low, "signed in", "sign in", "to the console", "signin: ConsoleLogin") { Techniques = ["T1078.004"] },
        new("sign-in-step", ConsoleSignIn, Expected, Low, "passed", "pass", "a step of the console sign-in", "signin: CheckMfa UserAuthentication CredentialChallenge CredentialVerification GetSigninToken ExternalIdPDirectoryLogin"),
        new("password-recovery", PasswordRecovery, Unusual, Medium, "went through", "go through", "the recovery of its forgotten password", "signin: PasswordRecoveryRequested PasswordRecoveryCompleted")
            { Techniques = ["T1098"] },

        // Root's own credentials.
        new("password-changed", CredentialChange, Expected, Medium, "changed", "change", "its password", "signin: PasswordUpdated", "iam: ChangePassword") { Techniques = ["T1098"] },
        new("root-access-key", CredentialChange, Anomalous, Critical, "created", "create", "an access key for itself", "iam: CreateAccessKey")
            { When = IsAboutRoot, EvenByService = true, Techniques = ["T1098.001"] },
        new("root-access-key-updated", CredentialChange, Anomalous, High, "switched", "switch", "its own access key on or off", "iam: UpdateAccessKey")
            { When = IsAboutRoot, EvenByService = true, Techniques = ["T1098.001"] },
        new("root-access-key-deleted", CredentialChange, Expected, Low, "deleted", "delete", "its own access key", "iam: DeleteAccessKey") { When = IsAboutRoot },
        new("signing-credential", CredentialChange, Unusual, Medium, "changed", "change", "a signing certificate or CloudFront key pair", "iam: UploadSigningCertificate UpdateSigningCertificate DeleteSigningCertificate UploadCloudFrontPublicKey UpdateCloudFrontPublicKey DeleteCloudFrontPublicKey")
            { When = IsAboutRoot, Techniques = ["T1098.001"] },
        new("derived-credentials", CredentialChange, Unusual, High, "issued", "issue", "temporary credentials from its own", "sts: GetSessionToken GetFederationToken") { Techniques = ["T1550.001"] },
        new("mfa-removed", MfaChange, Anomalous, High, "removed", "remove", "one of its MFA devices", "iam: DeactivateMFADevice DeleteVirtualMFADevice")
            { When = IsAboutRoot, EvenByService = true, Techniques = ["T1556.006"] },
        new("mfa-added", MfaChange, Expected, Medium, "added or resynchronised", "add or resynchronise", "one of its MFA devices", "iam: EnableMFADevice CreateVirtualMFADevice ResyncMFADevice")
            { When = IsAboutRoot, Techniques = ["T1556.006"] },

        // What only root can do to the account.
        new("email-changed", AccountSettings, Expected, Medium, "changed", "change", "the account's e-mail address", "signin: EmailUpdated", "account: AcceptPrimaryEmailUpdate StartPrimaryEmailUpdate") { Techniques = ["T1098"] },
        new("account-closed", AccountSettings, Anomalous, High, "closed", "close", "the account", "account: CloseAccount", "billingconsole: CloseAccount", "organizations: CloseAccount") { Techniques = ["T1531"] },
        new("contacts-changed", AccountSettings, Expected, Low, "changed", "change", "the account's contacts or security questions", "*: SetContactAddress SetAdditionalContacts PutContactInformation PutAlternateContact DeleteAlternateContact SetSecurityQuestions"),
        new("support-case", AccountSettings, Expected, Low, "used", "use", "a support case or plan", "support: CreateCase ResolveCase AddCommunicationToCase UpdateSupportLevel", "supportplans: CreateSupportPlanSchedule"),
        new("mfa-delete", AccountSettings, Expected, Medium, "changed", "change", "a bucket's versioning or MFA delete", "s3: PutBucketVersioning"),
        new("policy-lockout", AccountSettings, Expected, Medium, "removed", "remove", "a bucket policy, as after a lock-out", "s3: DeleteBucketPolicy"),
        new("resource-policy", DataAccess, Unusual, Medium, "changed", "change", "who may use a bucket or queue", "s3: PutBucketPolicy PutBucketAcl PutObjectAcl", "sqs: SetQueueAttributes"),
        new("billing", Billing, Expected, Low, "used", "use", "billing", "billingconsole: *", "billing: *", "payments: *", "invoicing: *", "tax: *", "budgets: *", "ce: *", "cur: *", "consolidatedbilling: *", "freetier: *", "purchase-orders: *"),

        // What watches root, or bounds it.
        new("logging-off", SecurityControlChange, Anomalous, Critical, "turned off or weakened", "turn off or weaken", "CloudTrail logging", "cloudtrail: StopLogging DeleteTrail UpdateTrail PutEventSelectors PutInsightSelectors DeleteEventDataStore StopEventDataStoreIngestion")
            { EvenByService = true, Techniques = ["T1562.008"] },
        new("detection-off", SecurityControlChange, Anomalous, Critical, "turned off or weakened", "turn off or weaken", "GuardDuty, Security Hub, Config, Macie, Inspector or Access Analyzer",
            "guardduty: DeleteDetector UpdateDetector DisassociateFromMasterAccount DisassociateFromAdministratorAccount StopMonitoringMembers CreateIPSet CreateFilter DeletePublishingDestination",
            "securityhub: DisableSecurityHub BatchDisableStandards DisassociateFromAdministratorAccount",
            "config: StopConfigurationRecorder DeleteConfigurationRecorder DeleteDeliveryChannel DeleteConfigRule",
            "macie2: DisableMacie", "inspector2: Disable", "access-analyzer: DeleteAnalyzer") { EvenByService = true, Techniques = ["T1562.001"] },
        new("alarm-off", SecurityControlChange, Anomalous, Critical, "turned off or rerouted", "turn off or reroute", "event rules or alarms",
            "events: DisableRule DeleteRule RemoveTargets DeleteEventBus DeleteApiDestination DeauthorizeConnection DeleteConnection",
            "monitoring: DeleteAlarms DisableAlarmActions", "logs: DeleteLogGroup DeleteLogStream DeleteMetricFilter", "sns: DeleteTopic Unsubscribe") { EvenByService = true, Techniques = ["T1562.008"] },
        new("organization-left", SecurityControlChange, Anomalous, Critical, "left or dissolved", "leave or dissolve", "the organization", "organizations: LeaveOrganization DeleteOrganization RemoveAccountFromOrganization")
            { EvenByService = true, Techniques = ["T1666"] },

        // Provisioning: the one thing that people have always used root for.
        new("user-created", IdentityProvisioning, Expected, Low, "created", "create", "an IAM user, group or login", "iam: CreateUser CreateGroup AddUserToGroup CreateLoginProfile UpdateLoginProfile") { Techniques = ["T1136.003"] },
        new("policy-attached", IdentityProvisioning, Expected, Low, "granted", "grant", "permissions to an IAM user, group or role", "iam: AttachUserPolicy PutUserPolicy AttachGroupPolicy PutGroupPolicy AttachRolePolicy PutRolePolicy CreatePolicy") { Techniques = ["T1098.003"] },
        new("user-access-key", IdentityProvisioning, Unusual, Medium, "changed", "change", "an IAM user's access key", "iam: CreateAccessKey UpdateAccessKey DeleteAccessKey") { Techniques = ["T1098.001"] },
        new("assume-root", AssumeRootIssued, Unusual, Medium, "asked for", "ask for", "a root session of a member account", "sts: AssumeRoot") { Techniques = ["T1548.005"] },

        // What root is never needed for.
        new("data-destroyed", DataAccess, Anomalous, High, "destroyed", "destroy", "data, backups or keys",
            "s3: DeleteBucket DeleteObject DeleteObjects PutBucketLifecycle", "kms: ScheduleKeyDeletion DisableKey", "rds: DeleteDBInstance DeleteDBCluster DeleteDBSnapshot DeleteDBClusterSnapshot",
            "ec2: DeleteSnapshot DeleteVolume", "dynamodb: DeleteTable DeleteBackup", "backup: DeleteBackupVault DeleteRecoveryPoint", "secretsmanager: DeleteSecret") { Techniques = ["T1485"] },
        new("data-shared", DataAccess, Anomalous, High, "changed", "change", "with whom snapshots, images or buckets are shared",
            "ec2: ModifySnapshotAttribute ModifyImageAttribute", "rds: ModifyDBSnapshotAttribute ModifyDBClusterSnapshotAttribute", "s3: DeletePublicAccessBlock PutPublicAccessBlock DeleteAccountPublicAccessBlock") { Techniques = ["T1537"] },
        new("secret-read", DataAccess, Anomalous, High, "read", "read", "secrets or objects", "secretsmanager: GetSecretValue BatchGetSecretValue", "ssm: GetParameter GetParameters GetParametersByPath", "s3: GetObject", "kms: Decrypt") { Techniques = ["T1530"] },
        new("instances-started", Compute, Anomalous, High, "started", "start", "EC2 instances", "ec2: RunInstances StartInstances RequestSpotInstances RequestSpotFleet CreateFleet") { Techniques = ["T1578.002"] },
        new("compute", Compute, Anomalous, High, "changed", "change", "compute",
            "ec2: *", "lambda: *", "ecs: *", "eks: *", "lightsail: *", "sagemaker: *", "bedrock: *", "batch: *", "elasticmapreduce: *", "autoscaling: *", "cloudformation: *", "ssm: *")
            { When = r => !r.IsRead, Techniques = ["T1578"] },

        // Everything else.
        new("write", OtherWrite, Unusual, Medium, "made", "make", "a change that needs no root", "*: *") { When = r => !r.IsRead },
        new("denied-read", Read, Unusual, Low, "read", "read", "what it may not read", "*: *") { When = r => r.Failed },
        new("read", Read, Expected, Low, "read", "read", "settings or lists", "*: *"),
    ];

    public static CatalogueEntry Find(RootRecord record) => Entries.First(entry => entry.Matches(record));

    // IAM calls that name nobody are about the caller; the console writes root's name in its own ways.
    private static bool IsAboutRoot(RootRecord record) =>
        record.TargetUser is null
        || record.TargetUser.Equals("root", StringComparison.OrdinalIgnoreCase)
        || record.TargetUser.Equals("AWS ROOT USER", StringComparison.OrdinalIgnoreCase);
}
