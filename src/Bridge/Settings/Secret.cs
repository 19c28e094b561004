namespace RootWatch.Bridge.Settings;

/// <summary>Whether a configured value can be used: the one rule for all settings. It never quotes a value.</summary>
public static class Secret
{
    private const string VaultReference = "@Microsoft.KeyVault(";
    private const string ConfigurationReference = "@Microsoft.AppConfiguration(";

    /// <summary>Whether the value is a reference that Azure could not resolve: then the program gets its text, which strangers can work out.</summary>
    public static bool IsUnresolved(string? value) => IsReference(value, VaultReference) || IsReference(value, ConfigurationReference);

    /// <summary>Whether the value still is what somebody was to replace, such as &lt;your key&gt;.</summary>
    public static bool IsPlaceholder(string? value) => value.AsSpan().Trim() is ['<', .., '>'];

    /// <summary>Why the value is no secret, to follow its setting's name; null where it may be one.</summary>
    public static string? ProblemOf(string? value) =>
        string.IsNullOrWhiteSpace(value) ? "is missing"
        : IsReference(value, VaultReference) ? "is a Key Vault reference that was not resolved"
        : IsUnresolved(value) ? "is an App Configuration reference that was not resolved"
        : IsPlaceholder(value) ? "is a placeholder"
        : null;

    private static bool IsReference(string? value, string prefix) =>
        value.AsSpan().TrimStart().StartsWith(prefix, StringComparison.OrdinalIgnoreCase);
}
