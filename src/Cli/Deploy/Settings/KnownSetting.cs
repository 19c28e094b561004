namespace RootWatch.Cli.Deploy.Settings;

/// <summary>A setting of deploy.env.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Form">What it looks like.</param>
/// <param name="IsRequired">Whether nothing can be deployed without it.</param>
/// <param name="Default">What counts where it is missing or empty.</param>
internal sealed record KnownSetting(string Name, ValueForm Form, bool IsRequired = false, string Default = "");
