using System.Security.Cryptography;
using System.Text;
using RootWatch.Bridge.Settings;

namespace RootWatch.LocalHost;

/// <summary>The keys that open functions of level Function. In Azure the Functions host keeps them instead.</summary>
public sealed class FunctionKeyOptions : ICheckedSettings
{
    public const string SectionName = "LocalHost";

    /// <summary>Every key that is valid now, of at least 16 characters each; two while one is being rotated. No default.</summary>
    public IReadOnlyList<string> FunctionKeys { get; set; } = [];

    IEnumerable<UnusableSetting> ICheckedSettings.Unusable =>
        FunctionKeys.Select((key, at) => UnusableSetting.OfSecret($"LocalHost:FunctionKeys:{at}", key, "function key")).OfType<UnusableSetting>();

    internal bool Accept(string? presented)
    {
        // Hashes have one length and no common prefixes, so the comparison's time says nothing of a key.
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(presented ?? string.Empty));
        var accepted = false;
        foreach (var key in FunctionKeys.Where(static key => Secret.ProblemOf(key) is null))
        {
            accepted |= CryptographicOperations.FixedTimeEquals(hash, SHA256.HashData(Encoding.UTF8.GetBytes(key)));
        }

        return accepted;
    }
}
