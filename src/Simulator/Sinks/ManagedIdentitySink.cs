using Microsoft.AspNetCore.Http;

namespace RootWatch.Simulator.Sinks;

/// <summary>The token endpoint that App Service gives an app with a managed identity. Records the resources asked for.</summary>
public sealed class ManagedIdentitySink(TimeProvider time) : Sink<string>(time)
{
    /// <summary>What IDENTITY_HEADER holds, and each request must bring.</summary>
    public const string Header = "the-identity-header";

    protected override Task AcceptAsync(HttpContext context, bool isLost)
    {
        if (context.Request.Headers["X-IDENTITY-HEADER"].ToString() is not Header)
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        }

        var resource = context.Request.Query["resource"].ToString();
        Record(resource);
        context.Response.ContentType = "application/json";
        var expires = (Time.GetUtcNow() + TimeSpan.FromHours(24)).ToUnixTimeSeconds();
        return context.Response.WriteAsync(
            $$"""{"access_token":"a-managed-identitys-token","expires_on":"{{expires}}","resource":"{{resource}}","token_type":"Bearer"}""", context.RequestAborted);
    }
}
