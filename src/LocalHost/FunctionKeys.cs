using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using RootWatch.Bridge.Settings;

namespace RootWatch.LocalHost;

/// <summary>Knows the function keys by their hashes, which are worked out once: every request is compared with them.</summary>
internal sealed class FunctionKeys(IOptions<FunctionKeyOptions> options)
{
    private readonly byte[][] _hashes = [.. options.Value.FunctionKeys.Where(static key => Secret.ProblemOf(key) is null).Select(HashOf)];

    public bool Accept(string? presented)
    {
        // Hashes have one length and no common prefixes, so the comparison's time says nothing of a key.
        var hash = HashOf(presented ?? string.Empty);
        var accepted = false;
        foreach (var known in _hashes)
        {
            accepted |= CryptographicOperations.FixedTimeEquals(hash, known);
        }

        return accepted;
    }

    private static byte[] HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
