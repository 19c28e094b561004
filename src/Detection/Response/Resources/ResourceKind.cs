namespace RootWatch.Detection.Response.Resources;

/// <summary>What kind of thing a call touched. <see cref="ResourceKinds"/> says what people call each, and what form its texts have.</summary>
public enum ResourceKind
{
    /// <summary>A long-term access key of root's.</summary>
    RootAccessKey,

    /// <summary>Root's MFA device.</summary>
    RootMfaDevice,

    /// <summary>Access key, of a user.</summary>
    AccessKey,

    /// <summary>Console password of user.</summary>
    LoginProfile,

    /// <summary>User.</summary>
    User,

    /// <summary>MFA device, of a user.</summary>
    UserMfaDevice,

    /// <summary>Membership in group, of a user.</summary>
    GroupMembership,

    /// <summary>Policy, of a user.</summary>
    UserPolicy,

    /// <summary>Inline policy, of a user.</summary>
    UserInlinePolicy,

    /// <summary>Group.</summary>
    Group,

    /// <summary>Policy, of a group.</summary>
    GroupPolicy,

    /// <summary>Inline policy, of a group.</summary>
    GroupInlinePolicy,

    /// <summary>Role.</summary>
    Role,

    /// <summary>Trust of role.</summary>
    RoleTrust,

    /// <summary>Policy, of a role.</summary>
    RolePolicy,

    /// <summary>Inline policy, of a role.</summary>
    RoleInlinePolicy,

    /// <summary>SAML provider.</summary>
    SamlProvider,

    /// <summary>OIDC provider.</summary>
    OidcProvider,

    /// <summary>Federated session.</summary>
    FederatedSession,

    /// <summary>Temporary credentials.</summary>
    RootSessionCredential,

    /// <summary>Sessions of a role that called, of an account.</summary>
    CallerRole,

    /// <summary>User who called, of an account.</summary>
    CallerUser,

    /// <summary>Identity Center user, of an identity store.</summary>
    DirectoryUser,

    /// <summary>Identity Center assignment, of a permission set.</summary>
    DirectoryAssignment,

    /// <summary>Key pair.</summary>
    KeyPair,

    /// <summary>Instance.</summary>
    Instance,

    /// <summary>Spot request.</summary>
    SpotRequest,

    /// <summary>Spot fleet.</summary>
    SpotFleet,

    /// <summary>Fleet.</summary>
    Fleet,

    /// <summary>Auto Scaling group.</summary>
    AutoScalingGroup,

    /// <summary>ECS service, of a cluster.</summary>
    ContainerService,

    /// <summary>Security group rule, of a security group.</summary>
    SecurityGroupRule,

    /// <summary>Share of image.</summary>
    ImageShare,

    /// <summary>Share of snapshot.</summary>
    SnapshotShare,

    /// <summary>Share of database snapshot, of an account.</summary>
    DatabaseSnapshotShare,

    /// <summary>Share of cluster snapshot, of an account.</summary>
    ClusterSnapshotShare,

    /// <summary>Policy of bucket.</summary>
    BucketPolicy,

    /// <summary>Access list of bucket.</summary>
    BucketAcl,

    /// <summary>Block on public access of bucket.</summary>
    BucketPublicAccessBlock,

    /// <summary>Account's block on public access.</summary>
    AccountPublicAccessBlock,

    /// <summary>Versioning of bucket.</summary>
    BucketVersioning,

    /// <summary>Lifecycle rules of bucket.</summary>
    BucketLifecycle,

    /// <summary>Replication of bucket.</summary>
    BucketReplication,

    /// <summary>Policy of queue.</summary>
    QueuePolicy,

    /// <summary>Function.</summary>
    Function,

    /// <summary>URL of function.</summary>
    FunctionUrl,

    /// <summary>Permission, of a function.</summary>
    FunctionPermission,

    /// <summary>Resource share.</summary>
    ResourceShare,

    /// <summary>Policy of secret.</summary>
    SecretPolicy,

    /// <summary>Trail.</summary>
    Trail,

    /// <summary>Logging of trail.</summary>
    TrailLogging,

    /// <summary>Settings of trail.</summary>
    TrailSettings,

    /// <summary>Config recorder.</summary>
    ConfigRecorder,

    /// <summary>Recording of Config recorder.</summary>
    ConfigRecording,

    /// <summary>GuardDuty detector.</summary>
    GuardDutyDetector,

    /// <summary>Findings of GuardDuty detector.</summary>
    GuardDutyFindings,

    /// <summary>Security Hub.</summary>
    SecurityHub,

    /// <summary>Macie.</summary>
    Macie,

    /// <summary>Inspector.</summary>
    Inspector,

    /// <summary>Access Analyzer.</summary>
    Analyzer,

    /// <summary>Event rule, of an event bus.</summary>
    EventRule,

    /// <summary>Actions of alarm.</summary>
    AlarmActions,

    /// <summary>EBS encryption by default.</summary>
    EbsEncryption,

    /// <summary>Block on public snapshots.</summary>
    SnapshotPublicAccessBlock,

    /// <summary>Block on public images.</summary>
    ImagePublicAccessBlock,

    /// <summary>KMS key.</summary>
    KmsKey,

    /// <summary>Use of KMS key.</summary>
    KmsKeyState,

    /// <summary>Secret.</summary>
    Secret,

    /// <summary>Membership of account.</summary>
    OrganizationMembership,

    /// <summary>Organization policy, of a target.</summary>
    PolicyAttachment,

    /// <summary>Organization policy type, of a organization root.</summary>
    PolicyType,

    /// <summary>Access of an AWS service to the organization.</summary>
    ServiceAccess,

    /// <summary>Delegated administrator, of a service.</summary>
    DelegatedAdministrator,

    /// <summary>Central management of root credentials.</summary>
    CentralRootCredentials,

    /// <summary>Central root sessions.</summary>
    CentralRootSessions,

    /// <summary>New member account.</summary>
    MemberAccount,

    /// <summary>Transfer lock of domain.</summary>
    DomainLock,

    /// <summary>Transfer of domain.</summary>
    DomainTransfer,

    /// <summary>Savings plan.</summary>
    SavingsPlan,

    /// <summary>Sending of mail.</summary>
    MailSending,

    /// <summary>Mail identity.</summary>
    MailIdentity,

    /// <summary>Region.</summary>
    EnabledRegion,

    /// <summary>An action of AWS's, where no other kind fits what it did.</summary>
    UnknownAction,
}
