using System.Xml.Linq;

namespace RootWatch.Release;

/// <summary>The version that Directory.Build.props states.</summary>
internal static class ReleaseVersion
{
    public static string Read(string props) =>
        XDocument.Parse(props).Descendants("Version").SingleOrDefault()?.Value ?? throw new ReleaseException("Directory.Build.props states no Version.");

    /// <summary>Throws where the tag is another version's.</summary>
    public static void Check(string version, string? tag)
    {
        if (tag is not null && tag != $"v{version}")
        {
            throw new ReleaseException($"The tag is {tag}, but Directory.Build.props states the version {version}: the tag would have to be v{version}.");
        }
    }
}
