using static RootWatch.Detection.Effects.Effect;

namespace RootWatch.Detection.Effects;

/// <summary>What AWS's actions do, as data, where the verb alone does not say it. The first rule that matches decides.</summary>
internal static class EffectRules
{
    private static readonly VerbKind[] Any = [];
    private static readonly VerbKind[] Makes = [VerbKind.Make, VerbKind.Change, VerbKind.Give, VerbKind.Enable, VerbKind.Run];
    private static readonly VerbKind[] Ends = [VerbKind.Take, VerbKind.Disable, VerbKind.Delete];

    /// <summary>What protects, and what ends it.</summary>
    public static EffectRule Protections { get; } = new(TakeProtectionOff, Ends,
        "cloudtrail|guardduty|securityhub|inspector|inspector2|macie2|config|access-analyzer|detective|securitylake|wafv2|waf|waf-regional|fms|network-firewall|shield|auditmanager: *",
        "*: *Logging* *FlowLog* *QueryLog* *AuditLog* *LogDelivery* *LoggingConfig* *LogConfig* *LogPublishing* *Encryption* *Versioning *MFA* *Rotation *Protection* *Firewall* *WebACL* *PublicAccessBlock* *BlockPublicAccess* *Guardrail* *DNSSEC* *LockConfiguration* *VaultLock* *LegalHold* *Monitoring *PasswordPolicy *PermissionsBoundary* *DataProtectionPolicy* *SecurityPolicy *Detector *AlarmActions *Alarms *RootSessions *OrganizationsRoot* *InsightRules *AutomaticBackups* *AutoRenew",
        "backup: *Plan *Selection *Framework", "rbin: *Rule", "dlm: *LifecyclePolicy", "ec2: UnlockSnapshot", "events: *Rule *Targets", "logs: *SubscriptionFilter *MetricFilter", "ssm: *PatchBaseline*", "signer: *", "codeguru-security: *");

    /// <summary>What belongs to a protection without protecting anything itself.</summary>
    public static EffectRule AroundProtections { get; } = new(Change, Ends, "guardduty|securityhub|inspector2|inspector|macie2|config|access-analyzer|detective|wafv2|waf|waf-regional|fms|shield|auditmanager: *Filter* *Insight* *ActionTarget *Note *Template* *Report* *Tags *Invitation* *Preference* *Suppression* *Exclusion* *Query *Aggregat* *Automation*", "guardduty: *IPSet *ThreatIntelSet");

    /// <summary>Rules for what AWS calls reads.</summary>
    public static IReadOnlyList<EffectRule> Reads { get; } =
    [
        // Credentials that a read hands out.
        new(Create, Any, "ses: Verify*"),
        new(Look, Any, "iam: *", "*: *Authorizer *AuthorizationToken*Status"),
        new(CreateCredential, Any,
            "*: Get*AuthorizationToken* Get*AuthToken* GetOpenIdToken* GetFederationToken GetSessionToken Get*TemporaryCredential* Get*SessionCredentials Get*SessionToken GetRoleCredentials GetCredentials GetCredentialsForIdentity GetClusterCredentials* GetComputeAuthToken CreateOAuth2Token CreatePresigned* Assume*",
            "s3: GetDataAccess", "lakeformation: GetTemporary* GetDataAccess", "eks-auth: AssumeRoleForPodIdentity", "signin: *OAuth2*"),
        new(ReadSecret, Any,
            "ec2: GetPasswordData", "lightsail: GetInstanceAccessDetails DownloadDefaultKeyPair GetRelationalDatabaseMasterUserPassword", "secretsmanager: GetSecretValue BatchGetSecretValue",
            "ssm: GetParameter GetParameters GetParametersByPath GetParameterHistory", "acm: ExportCertificate", "states: RevealSecrets", "*: Get*SecretValue* Get*PrivateKey* *Credentials GetApiKey GetApiKeys", "gamelift: GetInstanceAccess", "macie2: GetSensitiveDataOccurrences"),

        // Customers' own data.
        new(ReadContent, Any,
            "s3|s3express|s3-outposts|s3-object-lambda: GetObject GetObjectVersion GetObjectTorrent GetObjectVersionTorrent SelectObjectContent", "dynamodb|dax: GetItem BatchGetItem Query Scan PartiQLSelect GetRecords ExecuteStatement",
            "athena: GetQueryResults*", "redshift|redshift-data: GetStatementResult* FetchResults", "rds: Download*", "ebs: *SnapshotBlock* *ChangedBlocks", "sqs: ReceiveMessage", "kinesis: GetRecords SubscribeToShard",
            "codecommit: GetFile GetBlob GetFolder GitPull", "glacier: GetJobOutput", "workdocs: GetDocument*", "workmail: Get*Content* *Mailbox*", "workmailmessageflow: GetRaw*", "ecr|ecr-public: GetDownloadUrlForLayer",
            "ec2: GetConsoleOutput GetConsoleScreenshot", "kinesisvideo: Get*Media* GetClip GetDASH* GetHLS* GetImages", "sdb: Select GetAttributes", "cassandra: Select*", "neptune-db|neptune-graph: Read* ExecuteQuery GetGraphSummary",
            "timestream: Select* Query", "healthlake: Read* Search*", "medical-imaging: GetImageFrame GetImageSet GetDICOM*", "qldb: *Select* ExecuteStatement", "mediastore: GetObject", "ses: GetArchiveMessage*", "connect: GetContactRecording* *Transcript*",
            "rds-data|redshift-data: ExecuteStatement BatchExecuteStatement", "s3tables: GetTableData", "bedrock: Retrieve RetrieveAndGenerate", "kendra: Query Retrieve", "cloud9: *", "es: ESHttpGet ESHttpHead", "aoss: APIAccessAll"),

        // What AWS marks as a read although it uses something.
        new(Use, [VerbKind.Run], "*: *"),
        new(Use, Any, "rekognition|comprehend|comprehendmedical|textract: Detect* Compare* Contains* Classify* Recognize* Search*By*", "bedrock: Apply* Optimize* Generate*", "polly: Synthesize*", "*: Invoke* Converse* Chat ChatSync *WithResponseStream"),
    ];

    /// <summary>Rules for everything else.</summary>
    public static IReadOnlyList<EffectRule> Writes { get; } =
    [
        // Not what the verb sounds like.
        new(Look, Any, "kms: Verify VerifyMac", "sts: Decode* GetCallerIdentity", "support|trustedadvisor: Refresh*", "cloudtrail: GenerateQuery LookupEvents StartQuery", "logs: StartQuery", "config: Start*Evaluation DeliverConfigSnapshot",
            "iam: Generate*", "access-analyzer: Start* Apply*Preview* Generate*", "athena: GetQuery*"),
        new(ReadSecret, Any, "kms: Decrypt", "payment-cryptography: DecryptData ExportKey"),
        new(Create, Any, "sns: Subscribe"),
        new(Change, Any, "iam: UpdateAccountPasswordPolicy *PermissionsBoundary", "mgn|drs|backup-storage|backup-gateway|vpc-lattice-svcs|execute-api: *", "*: Send*Metrics* Send*Status* Send*Telemetry* Send*Verification* Send*Invitation* Send*Feedback* Tag* Untag* *Tags *Tagging *TagResource", "cloudshell: *", "kms: DisableKeyRotation Encrypt GenerateDataKey* GenerateMac GenerateRandom Sign ReEncrypt*", "support: *", "budgets|ce|cur|bcm-*|notifications|notifications-contacts|uxc|health: *"),
        new(CreateCredential, Any,
            "*: Get*AuthorizationToken* Get*AuthToken* Get*Credentials* Assume* CreateToken* CreateOAuth2Token *OAuth2Token* Exchange*Token*", "sts: Get*Token"),

        // The organization, and what governs it.
        new(TakeProtectionOff, Ends, "organizations: *Policy *PolicyType *AWSServiceAccess", "controltower: *Control *Baseline *LandingZone", "iam: *OrganizationsRoot*"),
        new(ChangeOrganization, Any, "organizations|controltower: *"),

        // Domains and DNS.
        new(TakeProtectionOff, Ends, "route53|route53domains: *DNSSEC *TransferLock", "route53resolver: *QueryLog* *Firewall* *Dnssec*"),
        new(ChangeDomain, [VerbKind.Make, VerbKind.Change, VerbKind.Give, VerbKind.Take, VerbKind.Disable, VerbKind.Delete, VerbKind.Buy], "route53domains: *", "lightsail: *Domain*"),
        new(ChangeDomain, [VerbKind.Change, VerbKind.Give, VerbKind.Take], "route53: *RecordSets *HostedZone *TrafficPolicyInstance *Authorization"),

        // Money.
        new(CommitMoney, [VerbKind.Buy], "*: *"),
        new(CommitMoney, [VerbKind.Make, VerbKind.Give, VerbKind.Change], "savingsplans: *", "shield: *Subscription", "aws-marketplace: *Agreement* *Offer*", "outposts: *Order", "snowball: CreateJob CreateCluster", "bedrock: CreateProvisionedModelThroughput",
            "*: *ReservedInstance* *ReservedNode* *ReservedCapacity* *ReservedCacheNode* *CapacityReservation* *CapacityBlock*", "payments: *", "groundstation: ReserveContact", "elemental-appliances-software: *Order*"),

        // What protects. Its making and strengthening is change; its end takes it off.
        AroundProtections,
        Protections,
        new(Destroy, Ends, "logs: *LogGroup *LogStream"),

        // Ways in that outlive the session.
        new(Persist, Makes,
            "sso: *Assignment* *PermissionSet* *Trust* *SsoConfiguration *Mfa* *AssociateProfile *Profile *DirectoryAssociation", "sso-directory|identitystore: *User *Users *Member* *Group *ExternalIdP* *Password* *Mfa* *BearerToken* *ProvisioningTenant", "rolesanywhere: *TrustAnchor *Profile *Crl", "iam: *SAMLProvider *OpenIDConnectProvider*", "cognito-identity: Set*Roles *IdentityPool*", "ssm: CreateActivation", "eks: *AccessEntry *AccessPolicy *PodIdentityAssociation *IdentityProviderConfig",
            "ds: CreateTrust CreateUser AddUser* ShareDirectory", "*: *TrustAnchor *IdentityProvider *IdentitySource *FederationConfig*", "lambda: *FunctionUrlConfig"),
        new(Change, Ends, "sso|sso-directory|identitystore|iam: *"),

        // Remote access to machines.
        new(Use, Any, "ec2-instance-connect: Send* Open*", "ssm-guiconnect|ssmmessages|ec2messages: *"),

        // Credentials.
        new(CreateCredential, [VerbKind.Make, VerbKind.Change, VerbKind.Give, VerbKind.Run], "*: *AccessKey *KeyPair *ServiceSpecificCredential* *SSHPublicKey* *SshPublicKey *SigningCertificate *ApiKey *APIKey *ApiToken *PublicKey *AccessToken *LoginProfile *Password *Credentials* *BearerToken *PresignedUrl *Presigned*Url *SecurityToken *ServiceAccountToken *PersonalAccessToken",
            "codecatalyst|grafana|deadline: *Token", "iot: CreateKeysAndCertificate CreateCertificateFromCsr RegisterCertificate*", "eks: *Token"),

        // What lets others in, or hands something out.
        new(Expose, [VerbKind.Make, VerbKind.Change, VerbKind.Give, VerbKind.Enable, VerbKind.Run],
            "ram: CreateResourceShare AssociateResourceShare UpdateResourceShare PromoteResourceShare*", "*: *Authorize*Access *DataShare Share* *SharingPolicy", "redshift: Authorize*", "rds: StartExportTask", "dynamodb: ExportTableToPointInTime", "ec2: Create*ExportTask CreateStoreImageTask ExportImage ExportVolume* ModifyVpcEndpointServicePermissions",
            "lightsail: ExportSnapshot OpenInstancePublicPorts PutInstancePublicPorts", "ds: ShareDirectory", "oam: *Link", "quicksight: *Public*"),

        // What runs, sends or costs by use.
        new(Use, [VerbKind.Run], "*: *"),
        new(Use, [VerbKind.Make, VerbKind.Enable],
            "ec2: *Instances *SpotFleet *CreateFleet *Hosts *ScheduledInstances CreateFleet", "lambda: *Function", "ecs: *Task *TaskSet *Service *Cluster", "eks: *Cluster *Nodegroup *FargateProfile", "batch: *ComputeEnvironment *Job *ServiceEnvironment", "apprunner: *Service", "codebuild: *Project *Build *BuildBatch *Fleet *Sandbox* *CommandExecution",
            "glue: *Job *JobRun *DevEndpoint *Session *Crawler *Workflow* *Trigger *Ray*", "lightsail: *Instances* *ContainerService *RelationalDatabase* *GUISession", "workspaces|workspaces-web|workspaces-instances: *Workspaces *WorkspacesPool *WorkspaceInstance *Portal *StandbyWorkspaces *StreamingSession",
            "appstream: *Fleet *ImageBuilder* *AppBlockBuilder* *StreamingURL", "sagemaker|sagemaker-geospatial|sagemaker-mlflow: *Instance *Job *Endpoint *Cluster *App *Space *Domain *InferenceComponent *Execution* *AutoMLJob* *TrackingServer *Server *NotebookInstance* *Studio* *HyperParameterTuningJob *Session",
            "elasticmapreduce|emr-serverless|emr-containers: *Cluster *JobFlow *JobFlows *Application *JobRun *Notebook* *Studio *VirtualCluster *Endpoint *Steps *Session", "gamelift|gameliftstreams: *Fleet* *Server* *Build *StreamGroup* *GameSession* *StreamSession",
            "bedrock|bedrock-agentcore|bedrock-mantle: *Agreement *Entitlement *Job *Jobs *Session *Invocation *Customization *AgentRuntime *Browser *CodeInterpreter* *Inference* *Deployment *UseCase*", "braket: *Job *QuantumTask", "robomaker|deadline|pcs|m2|omics|simspaceweaver|evs|nimble|managedblockchain|outposts|parallelcluster: *Job *Fleet *Cluster *ComputeNodeGroup *Queue *Run *Simulation *Environment* *Application *Member *Node *Batch *StreamingSession *Worker* *Host *Session",
            "medialive|mediaconvert|elastictranscoder|mediaconnect|ivs: *Channel *Job *Flow *Multiplex *Stage *Cluster *Bridge", "autoscaling: *AutoScalingGroup *Instances *InstanceRefresh", "elasticbeanstalk: *Environment", "cloud9: *Environment*", "devicefarm: *Session ScheduleRun", "airflow|airflow-serverless: *Environment *WorkflowRun",
            "ssm: *Session *Automation* *Execution*", "states: *Execution", "kinesisanalytics: *Application", "imagebuilder: Start*Execution", "amplify: *Job *Deployment", "synthetics: *Canary", "fis: StartExperiment", "athena: *Session *CapacityReservation",
            "transcribe|translate|comprehend|rekognition|textract|personalize|forecast|frauddetector: *Job *StreamProcessor *Campaign *Solution *Predictor *Endpoint", "connect|connect-campaigns: *OutboundVoiceContact *OutboundEmail* *ChatContact *TaskContact *Campaign* *Instance", "sns: Publish*", "chime: *Session *Call *MeetingDialOut"),
        new(Use, Any,
            "ses|mobiletargeting|sms-voice|social-messaging: *AccountDetails *AccountSending* *SpendLimit* *SandboxExit* *ProductionAccess* *DedicatedIp* RequestPhoneNumber", "sns: SetSMSAttributes CreateSMSSandbox*", "ecs: UpdateService", "codepipeline: StartPipelineExecution", "bedrock: PutUseCase* PutFoundationModel*", "lambda: UpdateFunctionCode"),
        new(ReadContent, Any, "athena: StartQueryExecution", "rds-data|redshift-data: *Statement*", "dynamodb: ExecuteStatement* PartiQL*", "qldb: *"),

        // Permissions within the account; other policies permit nothing.
        new(Change, [VerbKind.Make, VerbKind.Change, VerbKind.Give], "*: *RetentionPolicy *LifecyclePolicy *ScalingPolicy *SchedulingPolicy *TrafficPolicy *CachePolicy *RequestPolicy *HeadersPolicy *BackupPolicy *UpdatePolicy"),
        new(Grant, [VerbKind.Make, VerbKind.Change, VerbKind.Give], "*: *Policy *Policies *PolicyVersion *Permission *Permissions *Acl *ACL *Grant *Grants *PolicyStatement *RolePolicy *ToGroup *RoleToInstanceProfile *IamInstanceProfile* *AccessPoint*Policy", "account: PutAccountAccess*", "lambda: AddPermission*"),

        // What is deleted and hardly missed, then what a business runs on or keeps, then what is too little known to call it a loss.
        new(Change, [VerbKind.Delete],
            "*: *Tag* *Filter* *Dashboard* *View *Views *Draft* *Template* *Insight* *Comment* *Note *Label* *Alias *Association* *Attachment* *Subscription* *Schedule* *Budget* *Contact* *Notification* *Preference* *Report* *Query *QueryDefinition *Annotation* *Attribute* *Metadata *Setting* *Configuration* *Config *Policy *Policies *PolicyVersion *Permission* *Rule *Rules *Listener *Route *Routes *RouteTable *SecurityGroup *SubnetGroup *PlacementGroup *ParameterGroup *OptionGroup *Profile* *Session* *Window *Member *Members *Membership *Job *Jobs *JobDefinition *Run *Runs *Execution *Test* *Experiment* *Link *Links *Invitation* *Request *Requests *Trigger *Step *Hook *Response *Responses *Mapping *EventSource* *Endpoint *Endpoints *Peering* *Custom* *Parameter *Connection *Connections *InstanceConnect* *Lookup*"),
        new(Destroy, [VerbKind.Delete],
            "*: *DB* *Cluster* *Instance* *Database* *Table *Tables *Bucket *FileSystem *Volume* *Snapshot* *Image* *Backup* *RecoveryPoint* *Vault *Archive *Stack *StackSet *Function *Queue *Topic *Stream* *HostedZone *UserPool *IdentityPool *Repository *Keyspace *Ledger *Directory *Fleet *Environment *Application *LoadBalancer *Distribution *RestApi *Api *GraphqlApi *StateMachine *Vpc *KeyMaterial *KeyStore *Secret *ReplicationGroup *Broker *Nodegroup *FileCache *Datastore *DataStore *KnowledgeBase *Collection *Graph *Workspaces *Server *BackupVault *Namespace *Domain *Hsm *Object *Objects *CertificateAuthority *NatGateway *TransitGateway *Pipeline *App *Site *Workgroup *Dataset *Service *ContainerService *UserData *Project *Portal"),
        new(Destroy, Any, "ec2: DeregisterImage", "sqs: PurgeQueue", "kms: ScheduleKeyDeletion DisableKey"),
        new(Change, [VerbKind.Delete], "*: Delete*"),
    ];

    /// <summary>What an action does: by the rules, else by its verb and AWS's access level.</summary>
    /// <param name="action">The action.</param>
    /// <param name="isReadOnly">What the record says of it; counts only where nothing else is known.</param>
    public static Effect EffectOf(AwsAction action, bool? isReadOnly) =>
        IsSignIn(action) ? isReadOnly is true ? Look : Change
        : IsRead(action, isReadOnly)
            ? Reads.FirstOrDefault(rule => rule.Matches(action))?.Effect ?? Look
            : Writes.FirstOrDefault(rule => rule.Matches(action))?.Effect ?? OfVerb(action);

    // AWS Sign-In's events are not calls, and their verbs do not say what they do.
    private static bool IsSignIn(AwsAction action) => !action.IsKnown && action.Service.Equals("signin", StringComparison.OrdinalIgnoreCase);

    private static bool IsRead(AwsAction action, bool? isReadOnly) =>
        action.Level switch
        {
            AccessLevel.List or AccessLevel.Read => true,
            // AWS Sign-In's events are not calls, and do not begin with a verb that says what they do.
            null => action.Verb is null || action.Service.Equals("signin", StringComparison.OrdinalIgnoreCase) ? isReadOnly is true : action.Verb.Kind == VerbKind.Look,
            _ => action.Verb?.Kind == VerbKind.Look,
        };

    private static Effect OfVerb(AwsAction action) =>
        action.Level switch
        {
            AccessLevel.Tagging => Change,
            AccessLevel.PermissionsManagement when action.Verb?.Kind is VerbKind.Make or VerbKind.Change or VerbKind.Give or VerbKind.Enable or null => Grant,
            _ => action.Verb?.Kind switch
            {
                VerbKind.Look => Look,
                VerbKind.Make => Create,
                VerbKind.Delete => Destroy,
                VerbKind.Run => Use,
                VerbKind.Buy => CommitMoney,
                _ => Change,
            },
        };
}
