using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Middleware;
using RootWatch.Bridge.Requests;

namespace RootWatch.FunctionApp;

/// <summary>
/// Keeps a function's result between the worker and the HTTP answer, and has the guard answer where the function or its
/// result fails. The worker would also write the result as JSON by reflection, findings and all, for the Functions host,
/// which does nothing with it.
/// </summary>
internal sealed class ResultMiddleware(RequestGuard guard) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Exception failure) when (context.GetHttpContext() is { } http && guard.AnswerTo(failure, http) is { } answer)
        {
            context.GetInvocationResult().Value = answer;
        }

        var result = context.GetInvocationResult();
        if (result.Value is IResult given)
        {
            result.Value = new GuardedResult(given, guard);
        }
    }

    private sealed class GuardedResult(IResult answer, RequestGuard guard) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => guard.RunAsync(httpContext, answer.ExecuteAsync);
    }
}
