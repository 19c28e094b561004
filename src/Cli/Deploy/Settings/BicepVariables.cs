using System.Globalization;
using RootWatch.Cli.Deploy.Aws;
using RootWatch.Cli.Deploy.Azure;

namespace RootWatch.Cli.Deploy.Settings;

/// <summary>The variables that infra/bicep/main.bicepparam reads. Deploying and rotating take them from here, so that neither forgets one.</summary>
internal static class BicepVariables
{
    // Settings that go to the template as they are.
    private static readonly string[] HandedOn =
    [
        "ROOTWATCH_NAME_PREFIX", "ROOTWATCH_ALWAYS_READY", "ROOTWATCH_MAXIMUM_INSTANCES", "ROOTWATCH_MEMORY_MB", "ROOTWATCH_ZONE_REDUNDANT", "ROOTWATCH_PRIVATE_NETWORK",
        "ROOTWATCH_LOCK", "ROOTWATCH_SITE_UPDATE_STRATEGY", "ROOTWATCH_STORAGE_SKU", "ROOTWATCH_LOG_RETENTION_DAYS", "ROOTWATCH_BASE_URL", "ROOTWATCH_HEARTBEAT_MINUTES",
        "ROOTWATCH_READER_EXTERNAL_ID", "ROOTWATCH_TEAMS_VIA", "ROOTWATCH_TEAMS_RECEIPTS", "ROOTWATCH_GRAPH_CLIENT_ID", "ROOTWATCH_GRAPH_TEAM_ID", "ROOTWATCH_GRAPH_CHANNEL_ID",
        "ROOTWATCH_POLICY", "ROOTWATCH_PROFILES", "ROOTWATCH_GEOLITE2_COUNTRY", "ROOTWATCH_GEOLITE2_ASN", "ROOTWATCH_SETTINGS", "ROOTWATCH_OPERATIONS_EMAIL",
    ];

    // The settings of the function that the template works out from others.
    private static readonly string[] SetByTemplate =
    [
        "Ledger__TableServiceUri", "Ledger__TableName", "Aws__ManagedIdentityClientId", "Aws__RoleArn", "Aws__TokenAudience", "Sns__TopicArn", "Sns__AmazonQTopicArn",
        "Heartbeat__PeriodMinutes", "Links__BaseUrl", "Links__SignWith", "Teams__Via", "Teams__Workflow__Url", "Teams__Workflow__ReceiptsRequired", "Teams__Graph__TenantId",
        "Teams__Graph__ClientId", "Teams__Graph__ClientSecret", "Teams__Graph__TeamId", "Teams__Graph__ChannelId", "Teams__Graph__TokenCacheSecret", "Entra__TenantId", "Entra__Audience",
        "Reconcile__ExternalId", "Detection__PolicyPath", "Detection__ProfilesPath", "GeoLite2__CountryPath", "GeoLite2__AsnPath", "APPLICATIONINSIGHTS_CONNECTION_STRING",
    ];

    // The same, whatever comes after.
    private static readonly string[] SetByTemplateFrom = ["Links__Keys__", "AzureWebJobs"];

    /// <param name="settings">What deploy.env says.</param>
    /// <param name="audience">Whom tokens for AWS are for.</param>
    /// <param name="hub">What the function must know of the hub.</param>
    /// <param name="linkKeyIds">The link keys, newest first: that one signs.</param>
    /// <param name="secrets">What the deployment writes into the vault.</param>
    public static IReadOnlyDictionary<string, string> Of(DeploymentSettings settings, string audience, HubArns hub, IReadOnlyList<string> linkKeyIds, NewSecrets secrets) =>
        new Dictionary<string, string>(HandedOn.Select(name => KeyValuePair.Create(name, settings[name])), StringComparer.Ordinal)
        {
            ["ROOTWATCH_TOKEN_AUDIENCE"] = audience,
            ["ROOTWATCH_SNS_TOPIC_ARN"] = hub.Topic,
            ["ROOTWATCH_AMAZON_Q_TOPIC_ARN"] = hub.AmazonQTopic,
            ["ROOTWATCH_AWS_ROLE_ARN"] = hub.BridgeRole,
            ["ROOTWATCH_ENTRA"] = settings.HasOAuth || settings.Is("ROOTWATCH_ENTRA") ? "true" : "false",
            ["ROOTWATCH_LINK_KEYS"] = string.Join(',', linkKeyIds),
            ["ROOTWATCH_LINK_KEY"] = secrets.LinkKey ?? string.Empty,
            ["ROOTWATCH_TEAMS_WORKFLOW_URL"] = secrets.TeamsWorkflowUrl ?? string.Empty,
            ["ROOTWATCH_GRAPH_CLIENT_SECRET"] = secrets.GraphClientSecret ?? string.Empty,
            ["ROOTWATCH_EVENTBRIDGE_SECRET"] = secrets.EventBridge?.Value ?? string.Empty,
            ["ROOTWATCH_EVENTBRIDGE_SECRET_ID"] = secrets.EventBridge?.KeyId ?? string.Empty,
            ["ROOTWATCH_EVENTBRIDGE_SECRET_EXPIRES"] = (secrets.EventBridge?.Expires.ToUnixTimeSeconds() ?? 0).ToString(CultureInfo.InvariantCulture),
            ["ROOTWATCH_NEW_TOKEN_CACHE"] = secrets.HasNewTokenCache ? "true" : "false",
        };

    /// <summary>Whether a setting of the function comes from a setting of its own, and so not from ROOTWATCH_SETTINGS.</summary>
    public static bool IsSetByTemplate(string setting) =>
        SetByTemplate.Contains(setting, StringComparer.OrdinalIgnoreCase) || SetByTemplateFrom.Any(start => setting.StartsWith(start, StringComparison.OrdinalIgnoreCase));
}
