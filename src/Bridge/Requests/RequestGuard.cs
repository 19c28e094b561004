using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using RootWatch.Bridge.Recording;
using RootWatch.Bridge.Storage;
using RootWatch.Bridge.Telemetry;

namespace RootWatch.Bridge.Requests;

/// <summary>
/// The one place where whatever goes wrong with a request becomes an answer: 400 for what cannot be read, 503 for
/// everything else, never 500. It counts what it sees, and logs nothing of what the request says.
/// </summary>
public sealed partial class RequestGuard(BridgeMetrics metrics, ILogger<RequestGuard> logger)
{
    /// <summary>Runs a function, or writes what it answered; what either throws is answered instead.</summary>
    public async Task RunAsync(HttpContext context, RequestDelegate act)
    {
        try
        {
            await act(context);
        }
        catch (Exception failure) when (AnswerTo(failure, context) is { } answer)
        {
            await answer.ExecuteAsync(context);
        }
    }

    /// <summary>What to answer; null where nothing can be said any more: nobody waits, or the answer has begun.</summary>
    public IResult? AnswerTo(Exception failure, HttpContext context)
    {
        if (context.RequestAborted.IsCancellationRequested)
        {
            return null;
        }

        var fault = Note(failure);
        return context.Response.HasStarted ? null : new FaultResult(fault);
    }

    /// <summary>Counts and logs a failure whose answer somebody else knows.</summary>
    public RequestFault Note(Exception failure)
    {
        var fault = failure switch
        {
            UnreadableRequestException or BadHttpRequestException => RequestFault.Unreadable,
            StoreUnavailableException or LedgerBusyException => RequestFault.StoreUnavailable,
            _ => RequestFault.Unexpected,
        };
        metrics.Failed(fault);
        switch (fault)
        {
            case RequestFault.Unreadable:
                Log.Unreadable(logger, (failure.InnerException ?? failure).GetType().Name);
                break;
            case RequestFault.StoreUnavailable:
                Log.StoreUnavailable(logger, failure.Message);
                break;
            default:
                // Not its message: that may repeat what the request says.
                Log.Unexpected(logger, TypesOf(failure), failure.StackTrace);
                break;
        }

        return fault;
    }

    private static string TypesOf(Exception failure) =>
        failure.InnerException is { } inner ? $"{failure.GetType()} from {TypesOf(inner)}" : failure.GetType().ToString();

    private static partial class Log
    {
        // Anybody can cause it, as often as they like.
        [LoggerMessage(1, LogLevel.Debug, "A request could not be read: {Type}")]
        public static partial void Unreadable(ILogger logger, string type);

        [LoggerMessage(2, LogLevel.Warning, "A request could not be answered, for the ledger does not: {Problem}")]
        public static partial void StoreUnavailable(ILogger logger, string problem);

        [LoggerMessage(3, LogLevel.Error, "A request could not be answered, and nobody thought of why: {Types}\n{Where}")]
        public static partial void Unexpected(ILogger logger, string types, string? where);
    }
}
