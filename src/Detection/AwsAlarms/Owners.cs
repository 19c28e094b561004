using RootWatch.Detection.CloudTrail;

namespace RootWatch.Detection.AwsAlarms;

/// <summary>Says who is meant by a name. AWS writes root's in several ways.</summary>
internal static class Owners
{
    private static readonly string[] RootsNames = ["root", "<root_account>", "root_account", "AWS ROOT USER"];
    private static readonly string[] KeyPrefixes = ["AKIA", "ASIA"];

    public static Owner Of(string? name) =>
        name is null || IsKey(name) || AwsNames.Account(name) is not null ? Owner.Unnamed
        : RootsNames.Contains(name, StringComparer.OrdinalIgnoreCase) || name.EndsWith(":root", StringComparison.OrdinalIgnoreCase) ? Owner.Root
        : Owner.SomebodyElse;

    public static bool IsKey(string text) => Array.Exists(KeyPrefixes, prefix => text.StartsWith(prefix, StringComparison.Ordinal)) && text.All(char.IsAsciiLetterOrDigit);
}
