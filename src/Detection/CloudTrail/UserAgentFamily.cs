using System.Buffers;

namespace RootWatch.Detection.CloudTrail;

/// <summary>The kind of program behind a user agent, without versions, so that an update is nothing new.</summary>
internal static class UserAgentFamily
{
    private const int Longest = 40;

    // The order matters: every one of them calls itself Mozilla, and most Safari.
    private static readonly (string Token, string Family)[] Browsers =
        [("Edg", "edge"), ("OPR/", "opera"), ("Firefox/", "firefox"), ("Chrome/", "chrome"), ("Safari/", "safari"), ("Mozilla/", "browser")];

    // What the console and other services call with on the person's behalf.
    private static readonly SearchValues<string> Internal = SearchValues.Create(["AWS Internal", "amazonaws.com", "S3Console", "AWSCloudTrail", "Coral", "aws-internal"], StringComparison.OrdinalIgnoreCase);

    /// <summary>Null where absent, or where the agent is AWS's own.</summary>
    public static string? Of(string? userAgent)
    {
        if (userAgent is null || userAgent.AsSpan().ContainsAny(Internal))
        {
            return null;
        }

        foreach (var (token, family) in Browsers)
        {
            if (userAgent.Contains(token, StringComparison.Ordinal))
            {
                return family;
            }
        }

        var name = userAgent.AsSpan().TrimStart('[');
        name = name.IndexOfAny('/', ' ', ']') is >= 0 and var end ? name[..end] : name;
        return name.Length is > 0 and <= Longest ? name.ToString().ToLowerInvariant() : "other";
    }
}
