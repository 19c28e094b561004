using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace RootWatch.Simulator.Sinks;

/// <summary>Entra ID's published keys, and tokens signed with one of them.</summary>
public sealed class EntraTokens : IDisposable
{
    private const string KeyId = "the-key";
    private readonly RSA _key = RSA.Create(2048);
    private readonly RSA _stranger = RSA.Create(2048);

    /// <summary>Whether the keys cannot be read.</summary>
    public bool AreKeysDown { get; set; }

    /// <summary>A token as Entra would make it.</summary>
    /// <param name="claims">Its claims.</param>
    /// <param name="isForged">Signed with a key that is not Entra's.</param>
    public string Token(IReadOnlyDictionary<string, object> claims, bool isForged = false)
    {
        var content = $"{Part(new Dictionary<string, object>(StringComparer.Ordinal) { ["alg"] = "RS256", ["typ"] = "JWT", ["kid"] = KeyId })}.{Part(claims)}";
        var signature = (isForged ? _stranger : _key).SignData(Encoding.ASCII.GetBytes(content), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{content}.{Base64Url.EncodeToString(signature)}";
    }

    public void Dispose()
    {
        _key.Dispose();
        _stranger.Dispose();
    }

    internal Task DescribeAsync(HttpContext context)
    {
        var tenant = $"{context.Request.Scheme}://{context.Request.Host}/{context.Request.RouteValues["tenant"]}";
        return AnswerAsync(context, new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["issuer"] = $"{tenant}/v2.0",
            ["jwks_uri"] = $"{tenant}/discovery/v2.0/keys",
        });
    }

    internal Task KeysAsync(HttpContext context)
    {
        var parameters = _key.ExportParameters(includePrivateParameters: false);
        var key = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["kty"] = "RSA",
            ["use"] = "sig",
            ["kid"] = KeyId,
            ["n"] = Base64Url.EncodeToString(parameters.Modulus),
            ["e"] = Base64Url.EncodeToString(parameters.Exponent),
        };
        return AnswerAsync(context, new Dictionary<string, object>(StringComparer.Ordinal) { ["keys"] = new[] { key } });
    }

    private static string Part(IReadOnlyDictionary<string, object> content) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(content));

    private Task AnswerAsync(HttpContext context, Dictionary<string, object> content)
    {
        if (AreKeysDown)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.CompletedTask;
        }

        return context.Response.WriteAsJsonAsync(content, context.RequestAborted);
    }
}
