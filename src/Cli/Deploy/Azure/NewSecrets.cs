using RootWatch.Cli.Deploy.Entra;

namespace RootWatch.Cli.Deploy.Azure;

/// <summary>The secrets that a deployment writes. What is null stays in the vault as it is.</summary>
internal sealed record NewSecrets
{
    /// <summary>The key of the first of the link key ids.</summary>
    public string? LinkKey { get; init; }

    public string? TeamsWorkflowUrl { get; init; }

    public string? GraphClientSecret { get; init; }

    public ClientSecret? EventBridge { get; init; }

    /// <summary>Whether the secret that Teams' tokens go into has to be made.</summary>
    public bool HasNewTokenCache { get; init; }
}
