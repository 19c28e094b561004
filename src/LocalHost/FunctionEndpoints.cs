using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RootWatch.Bridge.Requests;

namespace RootWatch.LocalHost;

/// <summary>Maps the functions of an assembly that HTTP sets off, with the status codes the Functions host would answer.</summary>
internal static class FunctionEndpoints
{
    public static void MapFunctions(this IEndpointRouteBuilder endpoints, Assembly functions, string routePrefix)
    {
        foreach (var (_, method, trigger) in functions.TriggeredBy<HttpTriggerAttribute>(endpoints.ServiceProvider.GetRequiredService<IConfiguration>()))
        {
            var run = RequestDelegateFactory.Create(
                method, context => ActivatorUtilities.CreateInstance(context.RequestServices, method.DeclaringType!)).RequestDelegate;
            endpoints.Map($"/{routePrefix}/{trigger.Route}", context => Guard(context, trigger) is { } refusal
                ? Refuse(context, refusal)
                : context.RequestServices.GetRequiredService<RequestGuard>().RunAsync(context, () => run(context)));
        }
    }

    private static int? Guard(HttpContext context, HttpTriggerAttribute trigger)
    {
        var request = context.Request;
        if (!trigger.Methods!.Contains(request.Method, StringComparer.OrdinalIgnoreCase))
        {
            return StatusCodes.Status404NotFound;
        }

        if (trigger.AuthLevel == AuthorizationLevel.Anonymous)
        {
            return null;
        }

        var keys = context.RequestServices.GetRequiredService<IOptions<FunctionKeyOptions>>().Value;
        var presented = request.Headers["x-functions-key"].FirstOrDefault() ?? request.Query["code"].FirstOrDefault();
        return keys.Accept(presented) ? null : StatusCodes.Status401Unauthorized;
    }

    private static Task Refuse(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
