using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Yarp.ReverseProxy.Forwarder;

namespace RootWatch.FunctionsHost;

/// <summary>What callers meet: routes, keys, and the way of a request to the worker and back.</summary>
internal sealed class HttpFront(WorkerChannel channel, WorkerKeys keys, IHttpForwarder forwarder) : IDisposable
{
    private const string RoutePrefix = "api";

    private readonly HttpMessageInvoker _worker = new(new ConnectionRetryHandler(
        new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, AutomaticDecompression = DecompressionMethods.None, ActivityHeadersPropagator = null }));
    private IReadOnlyList<(HttpFunction Function, TemplateMatcher Matcher)> _routes = [];

    public void Route(IEnumerable<HttpFunction> functions) =>
        _routes = [.. functions
            .OrderBy(function => function.Route.Count(character => character == '{'))
            .Select(function => (function, new TemplateMatcher(TemplateParser.Parse($"{RoutePrefix}/{function.Route}"), [])))];

    public async Task AnswerAsync(HttpContext context)
    {
        var values = new RouteValueDictionary();
        var function = _routes.FirstOrDefault(route => route.Function.Methods.Contains(context.Request.Method, StringComparer.Ordinal) && route.Matcher.TryMatch(context.Request.Path, values)).Function;
        if (function is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var presented = context.Request.Headers["x-functions-key"].FirstOrDefault() ?? context.Request.Query["code"].FirstOrDefault();
        if (!keys.Open(function, presented))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        var invocation = Guid.NewGuid().ToString();
        context.Request.Headers["x-ms-invocation-id"] = invocation;
        var ran = channel.InvokeAsync(function, invocation, values.Select(value => KeyValuePair.Create(value.Key, value.Value?.ToString() ?? string.Empty)), context.RequestAborted);
        await forwarder.SendAsync(context, channel.HttpUri, _worker, ForwarderRequestConfig.Empty, HttpTransformer.Default, context.RequestAborted);
        if (!await ran && !context.Response.HasStarted)
        {
            context.Response.Clear();
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }
    }

    public void Dispose() => _worker.Dispose();
}
