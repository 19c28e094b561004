using RootWatch.Cli.Deploy.Aws;
using RootWatch.Cli.Deploy.Azure;
using RootWatch.Cli.Deploy.Entra;
using RootWatch.Cli.Deploy.Settings;

namespace RootWatch.Cli.Deploy.Steps;

/// <summary>Deploys AWS's hub, and the direct alarm beside it.</summary>
internal sealed class HubStep(DeploymentContext context)
{
    public const string StackName = "rootwatch-hub";
    public const string DirectAlarmName = "rootwatch-direct-alarm";

    /// <summary>The tag that says which client secret the hub has, for the secret itself cannot be read there.</summary>
    public const string SecretTag = "rootwatch-client-secret";

    public static readonly IReadOnlyList<string> Queues = ["rootwatch-dead-letters", "rootwatch-tampering-dead-letters"];
    public static readonly IReadOnlyList<string> DirectAlarmQueues = ["rootwatch-direct-dead-letters"];

    private DeploymentSettings Settings => context.Settings;

    /// <exception cref="DeploymentException">AWS refuses, or the function has no key to give.</exception>
    public async Task RunAsync(DeployedAzure azure, Registrations registrations, CancellationToken cancellationToken)
    {
        context.User.Say($"AWS: the hub in {Settings.HubRegion}");
        var hub = await context.Hub.FindAsync(Settings.HubRegion, StackName, cancellationToken);
        if (Settings.HasOAuth && azure.NewClientSecret is null && hub?.Parameters.GetValueOrDefault("Authorization") is not "OAuth")
        {
            throw new DeploymentException("The hub has no client secret yet, and a client secret cannot be read again: run rootwatch deploy apply without --only.");
        }

        var proof = Settings.HasOAuth
            ? OAuth(azure.Outputs, registrations.Sender!.AppId, registrations.TokenAudience, azure.NewClientSecret)
            : ApiKey(azure.Outputs, await context.KeysOf(azure.Outputs.FunctionName).EventsKeyAsync(cancellationToken));
        var secret = azure.NewClientSecret?.KeyId ?? hub?.Tags.GetValueOrDefault(SecretTag);
        await context.Hub.DeployAsync(Stack(azure.Outputs, registrations.TokenAudience, proof, Settings.HasOAuth ? secret : null), cancellationToken);
        if (Settings.HasDirectAlarm)
        {
            await context.Hub.DeployAsync(DirectAlarm(), cancellationToken);
        }
    }

    /// <summary>Gives the hub another key of the function. Everything else keeps its value.</summary>
    /// <exception cref="DeploymentException">AWS refuses.</exception>
    public Task GiveAsync(BicepOutputs outputs, string audience, string key, CancellationToken cancellationToken) =>
        context.Hub.DeployAsync(Stack(outputs, audience, ApiKey(outputs, key), secret: null), cancellationToken);

    /// <summary>The stacks as they would be, with what is not there yet left open.</summary>
    /// <exception cref="DeploymentException">The Functions host does not answer.</exception>
    public async Task<IReadOnlyList<StackDeployment>> PreviewAsync(BicepOutputs? outputs, Registrations? registrations, CancellationToken cancellationToken)
    {
        const string NotThere = "00000000-0000-0000-0000-000000000000";
        const string Later = "made-by-apply";
        var known = outputs ?? new BicepOutputs(string.Empty, string.Empty, $"https://{Later}.azurewebsites.net/api/events", NotThere, NotThere, string.Empty, string.Empty);
        var key = outputs is null || Settings.HasOAuth ? null : await context.KeysOf(outputs.FunctionName).FindEventsKeyAsync(cancellationToken);
        var hub = await context.Hub.FindAsync(Settings.HubRegion, StackName, cancellationToken);
        var audience = registrations?.TokenAudience ?? $"api://{Later}";
        var proof = Settings.HasOAuth ? OAuth(known, registrations?.Sender?.AppId ?? Later, audience, secret: null) : ApiKey(known, key ?? Later);
        var stack = Stack(known, audience, proof, hub?.Tags.GetValueOrDefault(SecretTag));
        return Settings.HasDirectAlarm ? [stack, DirectAlarm()] : [stack];
    }

    private StackDeployment Stack(BicepOutputs outputs, string audience, IEnumerable<KeyValuePair<string, string>> proof, string? secret) =>
        new(StackName, "hub.yaml", Settings.HubRegion, new Dictionary<string, string>(proof, StringComparer.Ordinal)
        {
            ["OrganizationId"] = Settings["ROOTWATCH_ORGANIZATION_ID"],
            ["EntraTenantId"] = outputs.TenantId,
            ["BridgeObjectId"] = outputs.IdentityObjectId,
            ["BridgeAudience"] = audience,
            ["ExistingOidcProviderArn"] = Settings["ROOTWATCH_EXISTING_OIDC_PROVIDER_ARN"],
            ["AlertEmail"] = Settings["ROOTWATCH_ALERT_EMAIL"],
            ["OperationsEmail"] = Settings["ROOTWATCH_OPERATIONS_EMAIL"],
            ["AmazonQTopic"] = Settings.HasAmazonQ ? "true" : "false",
            ["ReadAccountTags"] = Settings["ROOTWATCH_READ_ACCOUNT_TAGS"],
            ["AskAccounts"] = Settings["ROOTWATCH_READER_EXTERNAL_ID"].Length > 0 ? "true" : "false",
            ["KmsKeyArn"] = Settings["ROOTWATCH_KMS_KEY_ARN"],
            ["HeartbeatMinutes"] = Settings["ROOTWATCH_HEARTBEAT_MINUTES"],
        })
        {
            Tags = secret is null ? new Dictionary<string, string>(StringComparer.Ordinal) : new Dictionary<string, string>(StringComparer.Ordinal) { [SecretTag] = secret },
            Queues = Queues,
        };

    private StackDeployment DirectAlarm() =>
        new(DirectAlarmName, "direct-alarm.yaml", Settings.HubRegion, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["BusName"] = "rootwatch",
            ["AlertEmail"] = Settings["ROOTWATCH_DIRECT_ALARM_EMAIL"] is { Length: > 0 } address ? address : Settings["ROOTWATCH_ALERT_EMAIL"],
        })
        { Queues = DirectAlarmQueues };

    private static Dictionary<string, string> ApiKey(BicepOutputs outputs, string key) =>
        new(StringComparer.Ordinal) { ["Authorization"] = "ApiKey", ["FunctionUrl"] = outputs.EventsUrl, ["FunctionKey"] = key };

    // Without a secret, the hub keeps the one that it has.
    private static Dictionary<string, string> OAuth(BicepOutputs outputs, string clientId, string audience, ClientSecret? secret)
    {
        const string Events = "/events";
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Authorization"] = "OAuth",
            ["FunctionUrl"] = $"{outputs.EventsUrl[..^Events.Length]}/entra{Events}",
            ["OAuthTokenUrl"] = $"https://login.microsoftonline.com/{outputs.TenantId}/oauth2/v2.0/token",
            ["OAuthClientId"] = clientId,
            ["OAuthScope"] = $"{audience}/.default",
        };
        if (secret is not null)
        {
            parameters["OAuthClientSecret"] = secret.Value;
        }

        return parameters;
    }
}
