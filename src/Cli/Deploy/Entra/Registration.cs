namespace RootWatch.Cli.Deploy.Entra;

/// <summary>A registration that a deployment has.</summary>
/// <param name="Name">What people read in the portal. It identifies nothing: any user may give another application the same name.</param>
/// <param name="Setting">The setting that pins it by its id.</param>
internal sealed record Registration(string Name, string Setting)
{
    /// <summary>Whom the managed identity's tokens for AWS are for.</summary>
    public static readonly Registration Audience = new("rootwatch", "ROOTWATCH_APPLICATION_ID");

    /// <summary>Whom EventBridge signs in as, with OAuth.</summary>
    public static readonly Registration Sender = new("rootwatch-eventbridge", "ROOTWATCH_SENDER_APPLICATION_ID");

    /// <summary>The name that only one application of a tenant can have; another subscription or resource group has its own.</summary>
    public string UniqueName(string subscription, string group) => $"{Name}-{subscription}-{group}".ToLowerInvariant();
}
