using Grpc.Core;
using RootWatch.FunctionsHost.Protocol;

namespace RootWatch.FunctionsHost;

/// <summary>Where the worker connects; everything it says goes to its channel.</summary>
internal sealed class WorkerService(WorkerChannel channel) : FunctionRpc.FunctionRpcBase
{
    public override async Task EventStream(
        IAsyncStreamReader<StreamingMessage> requestStream, IServerStreamWriter<StreamingMessage> responseStream, ServerCallContext context)
    {
        try
        {
            await foreach (var message in requestStream.ReadAllAsync(context.CancellationToken))
            {
                channel.Take(message, responseStream);
            }
        }
        catch (Exception end) when (end is IOException or OperationCanceledException)
        {
            // The worker's process ended, which whoever waits for it sees.
        }
    }
}
