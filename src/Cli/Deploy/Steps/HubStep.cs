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

    /// <summary>The same of a function key.</summary>
    public const string KeyTag = "rootwatch-function-key";

    public static readonly IReadOnlyList<string> Queues = ["rootwatch-dead-letters", "rootwatch-tampering-dead-letters"];
    public static readonly IReadOnlyList<string> DirectAlarmQueues = ["rootwatch-direct-dead-letters"];

    private DeploymentSettings Settings => context.Settings;

    /// <exception cref="DeploymentException">AWS refuses, or the function has no key to give.</exception>
    public async Task RunAsync(DeployedAzure azure, Registrations registrations, CancellationToken cancellationToken)
    {
        context.User.Say($"AWS: the hub in {Settings.HubRegion}");
        var hub = await context.Hub.FindAsync(Settings.HubRegion, StackName, cancellationToken);
        if (Settings.HasOAuth)
        {
            if (azure.NewClientSecret is null && hub?.Parameters.GetValueOrDefault("Authorization") is not "OAuth")
            {
                throw new DeploymentException("The hub has no client secret yet, and a client secret cannot be read again: run rootwatch deploy apply without --only.");
            }

            var proof = OAuth(azure.Outputs, registrations.Sender!.AppId, registrations.TokenAudience, azure.NewClientSecret);
            await context.Hub.DeployAsync(Stack(azure.Outputs, registrations.TokenAudience, proof, SecretTag, azure.NewClientSecret?.KeyId ?? hub?.Tags.GetValueOrDefault(SecretTag)), cancellationToken);
        }
        else
        {
            await GiveAsync(azure.Outputs, registrations.TokenAudience, await context.KeysOf(azure.Outputs.FunctionName).EventsKeyAsync(cancellationToken), cancellationToken);
        }

        if (Settings.HasDirectAlarm)
        {
            await context.Hub.DeployAsync(DirectAlarm(), cancellationToken);
        }
    }

    /// <summary>Deploys the hub with a key of the function.</summary>
    /// <exception cref="DeploymentException">AWS refuses.</exception>
    public Task GiveAsync(BicepOutputs outputs, string audience, FunctionKey key, CancellationToken cancellationToken) =>
        context.Hub.DeployAsync(Stack(outputs, audience, ApiKey(outputs, key.Value), KeyTag, key.Name), cancellationToken);

    /// <summary>Deletes keys and client secrets that the hub no longer has. Where it does not say which it has, all stay.</summary>
    /// <returns>How many keys were deleted.</returns>
    /// <exception cref="DeploymentException">Azure or Entra ID refuses.</exception>
    public async Task<int> RetireOthersAsync(BicepOutputs outputs, Registrations registrations, CancellationToken cancellationToken)
    {
        var hub = await context.Hub.FindAsync(Settings.HubRegion, StackName, cancellationToken);
        if (hub?.Tags.GetValueOrDefault(Settings.HasOAuth ? SecretTag : KeyTag) is not { Length: > 0 } held)
        {
            return 0;
        }

        var retired = await context.KeysOf(outputs.FunctionName).RetireAsync(Settings.HasOAuth ? null : held, cancellationToken);
        if (registrations.Sender is { } sender)
        {
            await context.ClientSecrets.KeepOnlyAsync(sender, held, cancellationToken);
        }

        return retired;
    }

    /// <summary>The stacks as they would be, with what is not there yet left open.</summary>
    /// <exception cref="DeploymentException">The Functions host does not answer.</exception>
    public async Task<IReadOnlyList<StackDeployment>> PreviewAsync(BicepOutputs? outputs, Registrations? registrations, CancellationToken cancellationToken)
    {
        const string NotThere = "00000000-0000-0000-0000-000000000000";
        const string Later = "made-by-apply";
        var known = outputs ?? new BicepOutputs(string.Empty, string.Empty, $"https://{Later}.azurewebsites.net/api/events", NotThere, NotThere, string.Empty);
        var key = outputs is null || Settings.HasOAuth ? null : await context.KeysOf(outputs.FunctionName).FindEventsKeyAsync(cancellationToken);
        var hub = await context.Hub.FindAsync(Settings.HubRegion, StackName, cancellationToken);
        var audience = registrations?.TokenAudience ?? $"api://{Later}";
        var stack = Settings.HasOAuth
            ? Stack(known, audience, OAuth(known, registrations?.Sender?.AppId ?? Later, audience, secret: null), SecretTag, hub?.Tags.GetValueOrDefault(SecretTag))
            : Stack(known, audience, ApiKey(known, key?.Value ?? Later), KeyTag, key?.Name);
        return Settings.HasDirectAlarm ? [stack, DirectAlarm()] : [stack];
    }

    private StackDeployment Stack(BicepOutputs outputs, string audience, IEnumerable<KeyValuePair<string, string>> proof, string tag, string? held) =>
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
            Tags = held is null ? new Dictionary<string, string>(StringComparer.Ordinal) : new Dictionary<string, string>(StringComparer.Ordinal) { [tag] = held },
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
