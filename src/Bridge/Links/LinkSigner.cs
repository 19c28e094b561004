using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace RootWatch.Bridge.Links;

/// <summary>
/// Makes and checks links that let their holder do one thing, for a time: HMAC-SHA256 over the purpose, the
/// subject and the expiry, with the key's id beside it, so that keys can be rotated.
/// </summary>
public sealed class LinkSigner(IOptions<LinkOptions> options, TimeProvider time)
{
    public const string Incident = "incidents";
    public const string Receipt = "receipts";
    public const string Posture = "posture";
    public const string SignIn = "sign-in";
    public const string SignedIn = "entra";

    /// <summary>What a signature consists of in a link's query: the key's id, the expiry, the signature itself.</summary>
    public static IReadOnlyList<string> Parameters { get; } = ["k", "e", "s"];

    /// <summary>The address; null where nothing is set to sign with.</summary>
    /// <param name="purpose">What the holder may do.</param>
    /// <param name="subject">To what.</param>
    /// <param name="path">What follows the subject in the path.</param>
    /// <param name="validFor">How long it is good for; null for as long as links in messages are.</param>
    public Uri? Sign(string purpose, string subject, string path = "", TimeSpan? validFor = null)
    {
        if (options.Value is not { BaseUrl: { } address, SigningKeyId: { } keyId } || options.Value.KeyOf(keyId) is not { } key)
        {
            return null;
        }

        var expiry = (time.GetUtcNow() + (validFor ?? TimeSpan.FromHours(options.Value.ValidHours))).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = Signature(key, purpose, subject, expiry);
        return new Uri(address, $"/api/{purpose}/{Uri.EscapeDataString(subject)}{path}?k={Uri.EscapeDataString(keyId)}&e={expiry}&s={signature}");
    }

    /// <param name="purpose">What is asked for.</param>
    /// <param name="subject">To what.</param>
    /// <param name="query">The link's query.</param>
    public LinkVerdict Check(string purpose, string subject, IQueryCollection query)
    {
        var (keyId, expiry, signature) = (query["k"].ToString(), query["e"].ToString(), query["s"].ToString());
        if (options.Value.KeyOf(keyId) is not { } key
            || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Signature(key, purpose, subject, expiry)), Encoding.UTF8.GetBytes(signature)))
        {
            return LinkVerdict.Forged;
        }

        return long.Parse(expiry, CultureInfo.InvariantCulture) >= time.GetUtcNow().ToUnixTimeSeconds() ? LinkVerdict.Good : LinkVerdict.Expired;
    }

    private static string Signature(string key, string purpose, string subject, string expiry) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes($"{purpose}\n{subject}\n{expiry}")));
}
