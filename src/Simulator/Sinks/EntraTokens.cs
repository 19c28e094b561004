using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
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

    /// <summary>The roles of the person who signs in to the browser.</summary>
    public IReadOnlyList<string> RolesOfPerson { get; set; } = ["RootWatch.Operator"];

    /// <summary>Signs the person in without a question, and has the browser post an ID token to where it came from.</summary>
    internal Task SignInAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var now = TimeProvider.System.GetUtcNow();
        var token = Token(new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["iss"] = $"{context.Request.Scheme}://{context.Request.Host}/{context.Request.RouteValues["tenant"]}/v2.0",
            ["aud"] = query["client_id"].ToString(),
            ["nonce"] = query["nonce"].ToString(),
            ["nbf"] = now.AddMinutes(-1).ToUnixTimeSeconds(),
            ["exp"] = now.AddMinutes(30).ToUnixTimeSeconds(),
            ["roles"] = RolesOfPerson,
        });
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(
            $"""
            <!doctype html><title>Signing in</title><form method="post" action="{Html(query["redirect_uri"])}"><input type="hidden" name="id_token" value="{token}"><input type="hidden" name="state" value="{Html(query["state"])}"></form><script>document.forms[0].submit()</script>
            """,
            context.RequestAborted);

        static string Html(string? text) => HtmlEncoder.Default.Encode(text ?? string.Empty);
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
