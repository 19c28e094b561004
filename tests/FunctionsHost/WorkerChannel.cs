using System.Collections.Concurrent;
using System.Diagnostics;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using RootWatch.FunctionsHost.Protocol;

namespace RootWatch.FunctionsHost;

/// <summary>The host's side of the conversation with one worker.</summary>
internal sealed class WorkerChannel : IDisposable
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<StreamingMessage>> _awaited = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _log = new();
    private readonly ConcurrentQueue<string> _returned = new();
    private readonly TaskCompletionSource<IServerStreamWriter<StreamingMessage>> _worker = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _writing = new(1);

    public IEnumerable<string> Log => _log;

    public IEnumerable<string> Returned => _returned;

    /// <summary>Where the worker takes the HTTP requests that it is asked to answer.</summary>
    public string HttpUri { get; private set; } = string.Empty;

    /// <summary>When the worker had opened its stream, as a timestamp of <see cref="Stopwatch"/>.</summary>
    public long Connected { get; private set; }

    /// <summary>Takes what the worker says.</summary>
    public void Take(StreamingMessage message, IServerStreamWriter<StreamingMessage> worker)
    {
        switch (message.ContentCase)
        {
            case StreamingMessage.ContentOneofCase.StartStream:
                Connected = Stopwatch.GetTimestamp();
                _worker.TrySetResult(worker);
                break;
            case StreamingMessage.ContentOneofCase.RpcLog:
                _log.Enqueue($"{message.RpcLog.Level} {message.RpcLog.Category}: {message.RpcLog.Message} {message.RpcLog.Exception?.Message}");
                break;
            case StreamingMessage.ContentOneofCase.InvocationResponse:
                Complete(message.InvocationResponse.InvocationId, message);
                break;
            default:
                Complete(message.RequestId, message);
                break;
        }
    }

    /// <summary>Waits for the worker, greets it, asks for its functions and loads each.</summary>
    public async Task<IReadOnlyList<WorkerFunction>> StartFunctionsAsync(string folder, CancellationToken cancellationToken)
    {
        await _worker.Task.WaitAsync(cancellationToken);
        var greeting = await AskAsync(new() { WorkerInitRequest = new() { HostVersion = "4.0", WorkerDirectory = folder, FunctionAppDirectory = folder } }, cancellationToken);
        Succeeded(greeting.WorkerInitResponse.Result);
        HttpUri = greeting.WorkerInitResponse.Capabilities["HttpUri"];

        var answer = await AskAsync(new() { FunctionsMetadataRequest = new() { FunctionAppDirectory = folder } }, cancellationToken);
        Succeeded(answer.FunctionMetadataResponse.Result);
        var functions = answer.FunctionMetadataResponse.FunctionMetadataResults;
        foreach (var function in functions)
        {
            var loaded = await AskAsync(new() { FunctionLoadRequest = new() { FunctionId = function.FunctionId, Metadata = function } }, cancellationToken);
            Succeeded(loaded.FunctionLoadResponse.Result);
        }

        return [.. functions.Select(function => WorkerFunction.Parse(function.FunctionId, function.Name, function.RawBindings))];
    }

    /// <summary>Has a function run; its request goes to <see cref="HttpUri"/> meanwhile.</summary>
    /// <returns>Whether it ran without an exception.</returns>
    public Task<bool> InvokeAsync(HttpFunction function, string invocation, IEnumerable<KeyValuePair<string, string>> routeValues, CancellationToken cancellationToken) =>
        InvokeAsync(function, invocation, new TypedData { Http = new RpcHttp() }, routeValues, cancellationToken);

    /// <summary>Has a function run, as when it is due.</summary>
    /// <returns>Whether it ran without an exception.</returns>
    public Task<bool> InvokeAsync(TimerFunction function, CancellationToken cancellationToken) =>
        InvokeAsync(function, Guid.NewGuid().ToString(), new TypedData { Json = TimerFunction.Due }, [], cancellationToken);

    public Task TerminateAsync() => SendAsync(new() { WorkerTerminate = new() { GracePeriod = Duration.FromTimeSpan(TimeSpan.FromSeconds(5)) } });

    public void Dispose() => _writing.Dispose();

    private static void Succeeded(StatusResult result)
    {
        if (result.Status != StatusResult.Types.Status.Success)
        {
            throw new InvalidOperationException(result.Exception?.Message ?? $"The worker answers {result.Status}.");
        }
    }

    private async Task<bool> InvokeAsync(
        WorkerFunction function, string invocation, TypedData input, IEnumerable<KeyValuePair<string, string>> metadata, CancellationToken cancellationToken)
    {
        var request = new InvocationRequest
        {
            InvocationId = invocation,
            FunctionId = function.Id,
            TraceContext = new() { TraceParent = $"00-{ActivityTraceId.CreateRandom()}-{ActivitySpanId.CreateRandom()}-01" },
        };
        request.InputData.Add(new ParameterBinding { Name = function.Trigger, Data = input });
        foreach (var (name, value) in metadata)
        {
            request.TriggerMetadata[name] = new TypedData { String = value };
        }

        await using var cancel = cancellationToken.Register(() => _ = SendAsync(new() { InvocationCancel = new() { InvocationId = invocation } }));
        var answer = await AskAsync(new() { InvocationRequest = request }, CancellationToken.None, invocation);
        _returned.Enqueue(answer.InvocationResponse.ReturnValue?.Json ?? string.Empty);
        var result = answer.InvocationResponse.Result;
        if (result.Exception is { } exception)
        {
            _log.Enqueue($"{function.Name} failed: {exception.Message}");
        }

        return result.Status == StatusResult.Types.Status.Success;
    }

    private async Task<StreamingMessage> AskAsync(StreamingMessage message, CancellationToken cancellationToken, string? answeredUnder = null)
    {
        message.RequestId = Guid.NewGuid().ToString();
        var answer = new TaskCompletionSource<StreamingMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        _awaited[answeredUnder ?? message.RequestId] = answer;
        await SendAsync(message);
        return await answer.Task.WaitAsync(cancellationToken);
    }

    private async Task SendAsync(StreamingMessage message)
    {
        var worker = await _worker.Task;
        await _writing.WaitAsync();
        try
        {
            await worker.WriteAsync(message);
        }
        finally
        {
            _writing.Release();
        }
    }

    private void Complete(string id, StreamingMessage message)
    {
        if (_awaited.TryRemove(id, out var awaited))
        {
            awaited.TrySetResult(message);
        }
    }
}
