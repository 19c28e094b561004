using System.Text.Json.Nodes;
using RootWatch.Cli.Deploy.Aws;
using RootWatch.Cli.Deploy.Entra;

namespace RootWatch.Cli.Deploy.Steps;

/// <summary>Registers whom tokens are for, and with OAuth whom EventBridge signs in as.</summary>
internal sealed class EntraStep(DeploymentContext context)
{
    private const string SenderRole = "RootWatch.Sender";
    private const string UriStart = "api://";
    private const string NoClient = "none";

    /// <exception cref="DeploymentException">Entra ID refuses, or does not say.</exception>
    public async Task<Registrations> RunAsync(CancellationToken cancellationToken)
    {
        context.User.Say("Entra ID: the application that tokens for AWS are for");
        var (audienceId, senderId) = await DeployedAsync(cancellationToken);
        var roles = Roles();
        var audience = await context.Applications.EnsureAsync(Registration.Audience, audienceId, cancellationToken);
        await context.Applications.OfferAsync(audience, roles, cancellationToken);
        if (!context.Settings.HasOAuth)
        {
            return new Registrations(audience, Sender: null);
        }

        var sender = await context.Applications.EnsureAsync(Registration.Sender, senderId, cancellationToken);
        var role = roles.Single(role => (string?)role!["value"] is SenderRole)!;
        await context.Applications.AssignAsync(sender, audience, (string)role["id"]!, cancellationToken);
        return new Registrations(audience, sender);
    }

    /// <summary>The registrations as they are; null where the first is not there yet.</summary>
    /// <exception cref="DeploymentException">Entra ID does not say.</exception>
    public async Task<Registrations?> FindAsync(CancellationToken cancellationToken)
    {
        var (audienceId, senderId) = await DeployedAsync(cancellationToken);
        if (await context.Applications.FindAsync(Registration.Audience, audienceId, cancellationToken) is not { } audience)
        {
            return null;
        }

        return new Registrations(audience, context.Settings.HasOAuth ? await context.Applications.FindAsync(Registration.Sender, senderId, cancellationToken) : null);
    }

    /// <summary>The registrations that are to go: those that are still there, and the caller's own.</summary>
    /// <exception cref="DeploymentException">Entra ID does not say.</exception>
    public async Task<IReadOnlyList<Application>> FindOwnAsync(CancellationToken cancellationToken)
    {
        var (audienceId, senderId) = await DeployedAsync(cancellationToken);
        var sender = context.Settings.HasOAuth ? await context.Applications.FindOwnAsync(Registration.Sender, senderId, cancellationToken) : null;
        return [.. new[] { sender, await context.Applications.FindOwnAsync(Registration.Audience, audienceId, cancellationToken) }.OfType<Application>()];
    }

    // What the last deployment was given, even where it failed; the hub's parameters tell the sender.
    private async Task<(string? Audience, string? Sender)> DeployedAsync(CancellationToken cancellationToken)
    {
        var deployment = await context.Group.ExistsAsync(cancellationToken) ? await context.Group.DeploymentAsync(cancellationToken) : null;
        var audience = (string?)deployment?["properties"]?["parameters"]?["awsTokenAudience"]?["value"];
        Stack? hub = context.Settings.HasOAuth ? await context.Hub.FindAsync(context.Settings.HubRegion, HubStep.StackName, cancellationToken) : null;
        var sender = hub?.Parameters.GetValueOrDefault("OAuthClientId");
        return (audience?.StartsWith(UriStart, StringComparison.Ordinal) is true ? audience[UriStart.Length..] : null, sender is null or NoClient or "" ? null : sender);
    }

    private JsonArray Roles() => JsonNode.Parse(File.ReadAllText(context.Source.EntraRoles))!.AsArray();
}
