using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace RootWatch.FunctionsHost;

/// <summary>
/// The part of the Azure Functions host that functions meet: it starts the published worker, speaks its
/// protocol, and answers on a loopback port with the host's keys, routes and status codes. Timers run when a test says so.
/// </summary>
public sealed class WorkerHost : IAsyncDisposable
{
    private const int LongestMessage = 128 * 1024 * 1024;
    private const long LargestBody = 100_000_000;

    private readonly WebApplication _app;
    private readonly WorkerChannel _channel;
    private readonly HttpFront _front;

    private WorkerHost(WebApplication app, WorkerChannel channel, HttpFront front, WorkerProcess worker) =>
        (_app, _channel, _front, Worker) = (app, channel, front, worker);

    public Uri BaseAddress => new(_app.Urls.Last());

    /// <summary>What the worker says of its functions.</summary>
    public IReadOnlyList<WorkerFunction> Functions { get; private set; } = [];

    /// <summary>The worker's process.</summary>
    public WorkerProcess Worker { get; }

    /// <summary>When the worker had opened its stream to the host, as a timestamp of <see cref="System.Diagnostics.Stopwatch"/>.</summary>
    public long Connected => _channel.Connected;

    /// <summary>What the worker logged to the host, and what it printed.</summary>
    public string Log => string.Join('\n', _channel.Log) + '\n' + Worker.Output;

    /// <summary>What the worker handed to the host of each function's result, beside the HTTP answer.</summary>
    public IEnumerable<string> Returned => _channel.Returned;

    /// <param name="folder">The published function app.</param>
    /// <param name="settings">The app's settings, as environment variables.</param>
    /// <param name="keys">The keys that are valid.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="WorkerEndedException">The worker ended before it was ready.</exception>
    public static async Task<WorkerHost> StartAsync(
        string folder, IReadOnlyDictionary<string, string> settings, WorkerKeys keys, CancellationToken cancellationToken)
    {
        var channel = new WorkerChannel();
        var app = Build(channel);
        var front = new HttpFront(channel, keys, app.Services.GetRequiredService<Yarp.ReverseProxy.Forwarder.IHttpForwarder>());
        app.MapGrpcService<WorkerService>();
        app.Map("/{**path}", front.AnswerAsync);
        await app.StartAsync(cancellationToken);

        var worker = WorkerProcess.Start(folder, new Uri(app.Urls.First()), LongestMessage, settings);
        var host = new WorkerHost(app, channel, front, worker);
        try
        {
            host.Functions = await worker.WhileRunningAsync(channel.StartFunctionsAsync(folder, cancellationToken), cancellationToken);
            front.Route(host.Functions.OfType<HttpFunction>());
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a function that a timer sets off, as when it is due.</summary>
    /// <returns>Whether it ran without an exception.</returns>
    public Task<bool> RunTimerAsync(string function, CancellationToken cancellationToken) =>
        _channel.InvokeAsync(Functions.OfType<TimerFunction>().Single(timer => timer.Name == function), cancellationToken);

    /// <summary>Asks the worker to end, as the host does when it stops.</summary>
    /// <returns>The worker's exit code.</returns>
    public async Task<int> StopAsync(CancellationToken cancellationToken)
    {
        await _channel.TerminateAsync();
        return await Worker.ExitCodeAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await Worker.DisposeAsync();
        _channel.Dispose();
        _front.Dispose();
        await _app.DisposeAsync();
    }

    private static WebApplication Build(WorkerChannel channel)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.Sources.Clear();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            kestrel.Listen(IPAddress.Loopback, 0, static grpc => grpc.Protocols = HttpProtocols.Http2);
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        builder.Services.AddSingleton(channel);
        builder.Services.AddHttpForwarder();
        builder.Services.AddGrpc(static grpc => grpc.MaxReceiveMessageSize = LongestMessage);
        return builder.Build();
    }
}
