namespace RootWatch.Cli.Deploy.Steps;

/// <summary>The steps of a deployment, in their order.</summary>
internal enum DeploymentStep
{
    Entra,
    Azure,
    Publish,
    Hub,
    Spokes,
    Redrive,
    Verify,
}
