using System.Globalization;
using System.Security.Cryptography;
using RootWatch.Cli.Deploy.Azure;
using RootWatch.Cli.Deploy.Entra;

namespace RootWatch.Cli.Deploy.Steps;

/// <summary>Works out which secrets are missing, and gets them: the template then writes them before the settings that refer to them.</summary>
internal sealed class SecretsStep(DeploymentContext context)
{
    private const string FirstLinkKey = "a";
    private const int LinkKeyBytes = 48;

    /// <exception cref="DeploymentException">A secret is missing and nobody gives it; the message names it.</exception>
    public async Task<SecretsPlan> RunAsync(Registrations registrations, CancellationToken cancellationToken)
    {
        var known = await KnownAsync(cancellationToken);
        var linkKeys = LinkKeyIds(known);
        var isNewLinkKey = linkKeys.Count == 0;
        if (isNewLinkKey)
        {
            linkKeys = [known.Any(secret => secret.Name == VaultSecret.LinkKeyPrefix + FirstLinkKey) ? NewLinkKeyId() : FirstLinkKey];
        }

        var via = context.Settings.TeamsVia;
        return new SecretsPlan(linkKeys, new NewSecrets
        {
            LinkKey = isNewLinkKey ? NewLinkKey() : null,
            TeamsWorkflowUrl = via is "Workflow" ? Given(known, VaultSecret.TeamsWorkflowUrl, "ROOTWATCH_TEAMS_WORKFLOW_URL", "The Teams workflow's URL", ProblemOfWorkflowUrl) : null,
            GraphClientSecret = via is "Graph" ? Given(known, VaultSecret.GraphClientSecret, "ROOTWATCH_GRAPH_CLIENT_SECRET", "The client secret of the app registration for Teams", static _ => null) : null,
            EventBridge = registrations.Sender is { } sender ? await ClientSecretAsync(known, sender, cancellationToken) : null,
            HasNewTokenCache = via is "Graph" && !Has(known, VaultSecret.TokenCache),
        });
    }

    /// <summary>The same without asking, making or writing anything: for a look at what would be done.</summary>
    /// <exception cref="DeploymentException">Azure does not say.</exception>
    public async Task<IReadOnlyList<string>> LinkKeyIdsAsync(CancellationToken cancellationToken)
    {
        var ids = LinkKeyIds(await KnownAsync(cancellationToken));
        return ids.Count > 0 ? ids : [FirstLinkKey];
    }

    /// <summary>The ids of the link keys in use, newest first.</summary>
    public static IReadOnlyList<string> LinkKeyIds(IEnumerable<VaultSecret> secrets) =>
    [
        .. secrets.Where(secret => secret.IsEnabled && secret.Name.StartsWith(VaultSecret.LinkKeyPrefix, StringComparison.Ordinal))
            .OrderByDescending(secret => secret.Created)
            .ThenByDescending(secret => secret.Name, StringComparer.Ordinal)
            .Select(secret => secret.Name[VaultSecret.LinkKeyPrefix.Length..]),
    ];

    public string NewLinkKeyId() => context.Time.GetUtcNow().ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);

    public string NewLinkKey() => context.Runner.Secrets.Add(Convert.ToBase64String(RandomNumberGenerator.GetBytes(LinkKeyBytes)));

    private async Task<IReadOnlyList<VaultSecret>> KnownAsync(CancellationToken cancellationToken) =>
        await context.Group.ExistsAsync(cancellationToken) && await context.Group.VaultAsync(cancellationToken) is { } vault ? await context.Group.SecretsAsync(vault, cancellationToken) : [];

    // A secret of the environment is written even where the vault has one: that is how it is replaced.
    private string? Given(IReadOnlyList<VaultSecret> known, string name, string variable, string question, Func<string, string?> problemOf)
    {
        var value = Environment.GetEnvironmentVariable(variable);
        if (string.IsNullOrWhiteSpace(value) && Has(known, name))
        {
            return null;
        }

        value = string.IsNullOrWhiteSpace(value) ? context.User.AskSecret($"{question} (it goes into the vault as {name})") : value;
        if (string.IsNullOrWhiteSpace(value))
        {
            throw new DeploymentException($"The secret {name} is missing in the vault, and nobody gave it: set {variable}, or answer the question. Nothing was changed in Azure.");
        }

        var secret = context.Runner.Secrets.Add(value.Trim());
        return problemOf(secret) is { } problem ? throw new DeploymentException($"The secret {name} cannot be used: {problem}") : secret;
    }

    // The hub says with a tag which secret it has. One that only the vault got, for a run was cut off, is of no use: nobody reads it there.
    private async Task<ClientSecret?> ClientSecretAsync(IReadOnlyList<VaultSecret> known, Application sender, CancellationToken cancellationToken)
    {
        var hub = await context.Hub.FindAsync(context.Settings.HubRegion, HubStep.StackName, cancellationToken);
        var noted = known.FirstOrDefault(secret => secret.Name == VaultSecret.EventBridgeSecret && secret.IsEnabled)?.ContentType;
        var isGood = hub is { MustBeDeleted: false, IsInReview: false } && noted is { Length: > 0 } && hub.Tags.GetValueOrDefault(HubStep.SecretTag) == noted && hub.Parameters.GetValueOrDefault("OAuthClientId") == sender.AppId;
        if (isGood)
        {
            return null;
        }

        context.User.Say("Making a client secret for EventBridge");
        return await context.ClientSecrets.CreateAsync(sender, cancellationToken);
    }

    private static bool Has(IEnumerable<VaultSecret> known, string name) => known.Any(secret => secret.Name == name && secret.IsEnabled);

    private static string? ProblemOfWorkflowUrl(string url) =>
        !Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttps ? "it is no https address."
        : address.Host.EndsWith(".webhook.office.com", StringComparison.OrdinalIgnoreCase) ? "it is an Office 365 connector's, which Microsoft has retired. Make a workflow in Teams, and take its URL."
        : null;
}
