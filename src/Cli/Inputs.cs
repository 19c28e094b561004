using RootWatch.Bridge.Incidents;
using RootWatch.Detection.Policy;

namespace RootWatch.Cli;

/// <summary>The files that commands share.</summary>
internal static class Inputs
{
    /// <exception cref="PolicyException">It is no policy.</exception>
    public static DetectionPolicy Policy(string? path) =>
        path is null ? DetectionPolicy.None : DetectionPolicy.Parse(File.ReadAllBytes(path), path);

    /// <exception cref="System.Text.Json.JsonException">They are no profiles.</exception>
    public static AccountProfiles Profiles(string? path) =>
        path is null ? AccountProfiles.None : AccountProfiles.Parse(File.ReadAllBytes(path));
}
