using System.Text.Json;
using RootWatch.Bridge.Incidents;
using RootWatch.Bridge.Ingestion;
using RootWatch.Detection.Policy;

namespace RootWatch.Cli;

/// <summary>The files that commands share, read as the bridge reads them.</summary>
internal static class Inputs
{
    public static DetectionPolicy Policy(string? path) => new DetectionOptions { PolicyPath = path }.Policy();

    public static AccountProfiles Profiles(string? path) => new DetectionOptions { ProfilesPath = path }.Profiles();

    /// <summary>What is made of such files; null where one cannot be used, and then people are told why.</summary>
    public static T? Read<T>(Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (Exception problem) when (problem is PolicyException or JsonException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(problem.Message);
            return null;
        }
    }
}
