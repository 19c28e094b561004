using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using RootWatch.Bridge.Settings;

namespace RootWatch.LocalHost;

/// <summary>Knows the keys by their hashes, which are worked out once: every request is compared with them.</summary>
internal sealed class FunctionKeys(IOptions<FunctionKeyOptions> options)
{
    private readonly byte[][] _host = HashesOf(options.Value.FunctionKeys);
    private readonly Dictionary<string, byte[][]> _functions =
        options.Value.Keys.ToDictionary(function => function.Key, function => HashesOf(function.Value), StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a key is one of the host's, or of that function's.</summary>
    public bool Accept(string function, string? presented)
    {
        // Hashes have one length and no common prefixes, so the comparison's time says nothing of a key.
        var hash = HashOf(presented ?? string.Empty);
        var accepted = false;
        foreach (var known in _host.Concat(_functions.GetValueOrDefault(function, [])))
        {
            accepted |= CryptographicOperations.FixedTimeEquals(hash, known);
        }

        return accepted;
    }

    private static byte[][] HashesOf(IEnumerable<string> keys) => [.. keys.Where(static key => Secret.ProblemOf(key) is null).Select(HashOf)];

    private static byte[] HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
