using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace RootWatch.FunctionApp;

/// <summary>
/// Keeps a function's result between the worker and the HTTP answer. The worker would also write it as JSON by
/// reflection, findings and all, for the Functions host, which does nothing with it.
/// </summary>
internal sealed class ResultMiddleware : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        await next(context);
        var result = context.GetInvocationResult();
        if (result.Value is IResult answer)
        {
            result.Value = new OpaqueResult(answer);
        }
    }

    private sealed class OpaqueResult(IResult answer) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => answer.ExecuteAsync(httpContext);
    }
}
