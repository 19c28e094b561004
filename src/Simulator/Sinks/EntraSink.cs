using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace RootWatch.Simulator.Sinks;

/// <summary>Entra ID's token endpoint, as far as a confidential client with a signed-in account needs it.</summary>
public sealed class EntraSink(TimeProvider time, GraphSink graph) : Sink<string>(time)
{
    /// <summary>The authorization code that the sign-in page would have given.</summary>
    public const string Code = "the-authorization-code";

    private const string RefreshToken = "the-refresh-token";
    private const string UserId = "11111111-2222-4333-8444-555555555555";

    /// <summary>How long an access token is good.</summary>
    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromHours(1);

    protected override async Task AcceptAsync(HttpContext context, bool isLost)
    {
        var form = await context.Request.ReadFormAsync(CancellationToken.None);
        var grant = form["grant_type"].ToString();
        var isGood = grant switch
        {
            "authorization_code" => form["code"].ToString() is Code,
            "refresh_token" => form["refresh_token"].ToString() is RefreshToken,
            _ => false,
        };
        context.Response.ContentType = "application/json";
        if (!isGood || form["client_secret"].Count == 0)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsync("""{"error":"invalid_grant","error_description":"AADSTS70008: The grant is expired or unknown."}""", context.RequestAborted);
            return;
        }

        Record(grant);
        var accessToken = "access-" + Guid.NewGuid().ToString("N");
        graph.Allow(accessToken);
        await context.Response.WriteAsync(Answer(context, form["client_id"].ToString(), accessToken), context.RequestAborted);
    }

    private string Answer(HttpContext context, string clientId, string accessToken)
    {
        var tenant = context.Request.RouteValues["tenant"];
        var now = Time.GetUtcNow();
        var claims = $$"""{"aud":"{{clientId}}","iss":"https://login.microsoftonline.com/{{tenant}}/v2.0","iat":{{now.ToUnixTimeSeconds()}},"exp":{{(now + TokenLifetime).ToUnixTimeSeconds()}},"oid":"{{UserId}}","sub":"{{UserId}}","tid":"{{tenant}}","preferred_username":"rootwatch@example.com","ver":"2.0"}""";
        return JsonSerializer.Serialize(new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["token_type"] = "Bearer",
            ["scope"] = "ChannelMessage.Send ChannelMessage.ReadWrite",
            ["expires_in"] = (int)TokenLifetime.TotalSeconds,
            ["access_token"] = accessToken,
            ["refresh_token"] = RefreshToken,
            ["id_token"] = $"{Base64Url("""{"alg":"none","typ":"JWT"}""")}.{Base64Url(claims)}.",
            ["client_info"] = Base64Url($$"""{"uid":"{{UserId}}","utid":"{{tenant}}"}"""),
        });
    }

    private static string Base64Url(string text) => System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
