using System.Text.Json.Nodes;
using RootWatch.Cli.Deploy.Azure;
using RootWatch.Cli.Deploy.Settings;

namespace RootWatch.Cli.Deploy.Entra;

/// <summary>
/// Finds and makes a deployment's app registrations. One is found by the id in the settings, else by the id that is deployed
/// already, else by its unique name, and then only where the caller owns it: whoever took the name before would otherwise
/// decide who gets tokens.
/// </summary>
internal sealed class Applications(AzureCli azure, DeploymentSettings settings, Action<string> say)
{
    /// <summary>An application that is to go; null where it is gone, or may be somebody else's.</summary>
    /// <exception cref="DeploymentException">Graph does not say.</exception>
    public async Task<Application?> FindOwnAsync(Registration registration, string? deployedAppId, CancellationToken cancellationToken)
    {
        if (Pinned(registration, deployedAppId) is { } pinned)
        {
            return await azure.GraphFindAsync($"/applications(appId='{pinned}')", cancellationToken) is { } known ? Application.Of(known) : null;
        }

        var found = await FindByNameAsync(registration, cancellationToken);
        if (found is null || await IsOwnAsync(found, cancellationToken))
        {
            return found;
        }

        say($"The application {found.AppId} has the deployment's name and is not yours: it stays.");
        return null;
    }

    /// <summary>An application; null where there is none yet.</summary>
    /// <param name="registration">Which.</param>
    /// <param name="deployedAppId">The application id that is deployed; null where none is.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="DeploymentException">Graph does not say, or it may be somebody else's.</exception>
    public async Task<Application?> FindAsync(Registration registration, string? deployedAppId, CancellationToken cancellationToken)
    {
        if (Pinned(registration, deployedAppId) is { } pinned)
        {
            return await azure.GraphFindAsync($"/applications(appId='{pinned}')", cancellationToken) is { } known
                ? Application.Of(known)
                : throw new DeploymentException($"Entra ID has no application {pinned}, which {(pinned == deployedAppId ? "the deployment uses" : $"{registration.Setting} names")}. Restore it in the portal (App registrations, Deleted applications), or set {registration.Setting} to another.");
        }

        var found = await FindByNameAsync(registration, cancellationToken);
        return found is null || await IsOwnAsync(found, cancellationToken) ? found
            : throw new DeploymentException(
                $"An application {UniqueNameOf(registration)} exists ({found.AppId}), is not yours, and is not deployed. Whoever made it could get tokens for AWS. If your organization made it, set {registration.Setting}={found.AppId}; if not, have it deleted.");
    }

    /// <summary>The same, made and completed where it is not whole.</summary>
    /// <exception cref="DeploymentException">Graph refuses, or it may be somebody else's.</exception>
    public async Task<Application> EnsureAsync(Registration registration, string? deployedAppId, CancellationToken cancellationToken)
    {
        if (await FindAsync(registration, deployedAppId, cancellationToken) is not { } application)
        {
            say($"Registering the application {registration.Name}");
            var path = $"/applications(uniqueName='{UniqueNameOf(registration)}')";
            await azure.GraphAsync("patch", path, new JsonObject { ["displayName"] = registration.Name, ["signInAudience"] = "AzureADMyOrg" }, cancellationToken, "Prefer=create-if-missing");
            application = Application.Of(await azure.GraphFindAsync(path, cancellationToken) ?? throw new DeploymentException("Entra ID does not show the new application yet: run this again in a minute."));
        }

        await EnsurePrincipalAsync(application, cancellationToken);
        return application;
    }

    /// <summary>Lets tokens be issued for api://&lt;application id&gt;, with the roles that the function knows.</summary>
    /// <exception cref="DeploymentException">Graph refuses.</exception>
    public async Task OfferAsync(Application application, JsonArray roles, CancellationToken cancellationToken)
    {
        var audience = $"api://{application.AppId}";
        var uris = Texts(application.Json["identifierUris"]);
        var others = (application.Json["appRoles"] as JsonArray ?? []).Where(role => !roles.Any(own => IdOf(own) == IdOf(role))).ToList();
        var isOffered = uris.Contains(audience, StringComparer.Ordinal) && roles.All(own => (application.Json["appRoles"] as JsonArray ?? []).Any(role => IdOf(role) == IdOf(own)));
        if (isOffered)
        {
            return;
        }

        say($"Offering tokens for {audience}");
        var change = new JsonObject
        {
            ["identifierUris"] = new JsonArray([.. uris.Append(audience).Distinct(StringComparer.Ordinal).Select(uri => (JsonNode)uri)]),
            ["appRoles"] = new JsonArray([.. others.Concat(roles).Select(role => role!.DeepClone())]),
        };
        await azure.GraphAsync("patch", $"/applications/{application.ObjectId}", change, cancellationToken);
    }

    /// <summary>Gives one application a role of another.</summary>
    /// <exception cref="DeploymentException">Graph refuses.</exception>
    public async Task AssignAsync(Application sender, Application resource, string role, CancellationToken cancellationToken)
    {
        var principal = await EnsurePrincipalAsync(sender, cancellationToken);
        var target = await EnsurePrincipalAsync(resource, cancellationToken);
        var assigned = await azure.GraphListAsync($"/servicePrincipals/{target}/appRoleAssignedTo", cancellationToken);
        if (assigned.Any(assignment => (string?)assignment["principalId"] == principal && (string?)assignment["appRoleId"] == role))
        {
            return;
        }

        say("Letting EventBridge send events");
        await azure.GraphAsync(
            "post", $"/servicePrincipals/{target}/appRoleAssignedTo", new JsonObject { ["principalId"] = principal, ["resourceId"] = target, ["appRoleId"] = role }, cancellationToken);
    }

    private string UniqueNameOf(Registration registration) => registration.UniqueName(settings.SubscriptionId, settings.ResourceGroup);

    private string? Pinned(Registration registration, string? deployedAppId) => settings[registration.Setting] is { Length: > 0 } set ? set : deployedAppId;

    private async Task<Application?> FindByNameAsync(Registration registration, CancellationToken cancellationToken) =>
        await azure.GraphFindAsync($"/applications(uniqueName='{UniqueNameOf(registration)}')", cancellationToken) is { } found ? Application.Of(found) : null;

    private async Task<bool> IsOwnAsync(Application application, CancellationToken cancellationToken)
    {
        var owners = await azure.GraphListAsync($"/applications/{application.ObjectId}/owners?$select=id", cancellationToken);
        var caller = await CallerIdAsync(cancellationToken);
        return owners.Any(owner => (string?)owner["id"] == caller);
    }

    private async Task<string?> CallerIdAsync(CancellationToken cancellationToken)
    {
        var user = (await azure.RunAsync(cancellationToken, "account", "show"))?["user"];
        return (string?)user?["type"] is "servicePrincipal"
            ? (string?)(await azure.GraphFindAsync($"/servicePrincipals(appId='{(string?)user["name"]}')", cancellationToken))?["id"]
            : (string?)(await azure.GraphFindAsync("/me", cancellationToken))?["id"];
    }

    private async Task<string> EnsurePrincipalAsync(Application application, CancellationToken cancellationToken)
    {
        var known = await azure.GraphFindAsync($"/servicePrincipals(appId='{application.AppId}')", cancellationToken)
            ?? await azure.GraphAsync("post", "/servicePrincipals", new JsonObject { ["appId"] = application.AppId }, cancellationToken);
        return (string)known!["id"]!;
    }

    private static string? IdOf(JsonNode? role) => (string?)role?["id"];

    private static IEnumerable<string> Texts(JsonNode? list) => (list as JsonArray ?? []).Select(text => (string)text!);
}
