using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RootWatch.Bridge.Requests;

namespace RootWatch.LocalHost;

/// <summary>Maps the functions of an assembly that HTTP sets off, with the status codes the Functions host would answer.</summary>
internal static class FunctionEndpoints
{
    public static void MapFunctions(this IEndpointRouteBuilder endpoints, Assembly functions, string routePrefix)
    {
        var guard = endpoints.ServiceProvider.GetRequiredService<RequestGuard>();
        var keys = endpoints.ServiceProvider.GetRequiredService<FunctionKeys>();
        foreach (var (name, method, trigger) in functions.TriggeredBy<HttpTriggerAttribute>(endpoints.ServiceProvider.GetRequiredService<IConfiguration>()))
        {
            var create = ActivatorUtilities.CreateFactory(method.DeclaringType!, []);
            var run = RequestDelegateFactory.Create(method, context => create(context.RequestServices, null)).RequestDelegate;
            endpoints.Map($"/{routePrefix}/{trigger.Route}", context => RefusalOf(context.Request, name, trigger, keys) is { } refusal
                ? Refuse(context, refusal)
                : guard.RunAsync(context, run));
        }
    }

    private static int? RefusalOf(HttpRequest request, string function, HttpTriggerAttribute trigger, FunctionKeys keys)
    {
        if (!trigger.Methods!.Contains(request.Method, StringComparer.OrdinalIgnoreCase))
        {
            return StatusCodes.Status404NotFound;
        }

        if (trigger.AuthLevel == AuthorizationLevel.Anonymous)
        {
            return null;
        }

        var presented = request.Headers["x-functions-key"] is [var header, ..] ? header : request.Query["code"] is [var code, ..] ? code : null;
        return keys.Accept(function, presented) ? null : StatusCodes.Status401Unauthorized;
    }

    private static Task Refuse(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
