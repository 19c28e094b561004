using RootWatch.Cli.Deploy.Entra;

namespace RootWatch.Cli.Deploy.Steps;

/// <summary>The app registrations of a deployment.</summary>
/// <param name="Audience">Whom the identity's tokens are for.</param>
/// <param name="Sender">Whom EventBridge signs in as; null without OAuth.</param>
internal sealed record Registrations(Application Audience, Application? Sender)
{
    public string TokenAudience => $"api://{Audience.AppId}";
}
