using System.Net.Sockets;
using Amazon.Runtime;
using RootWatch.Bridge.Clients;

namespace RootWatch.Bridge.Notifications.Sns;

/// <summary>
/// Lets a client of the AWS SDK send once, to where it was told, and not wait for what was given up: trying again is
/// for whoever knows the budget, and can mark a repeat. What was answered is kept for <see cref="ResponseCapture"/>.
/// </summary>
public static class SingleAttempt
{
    private static readonly TimeSpan LongestConnect = TimeSpan.FromSeconds(1.2);

    public static void Apply(ClientConfig config, TimeProvider time)
    {
        config.MaxErrorRetry = 0;

        // Apart from its retries a client sends again, without a word, what met a connection that broke.
        config.MaxStaleConnectionRetries = 0;
        config.HttpClientFactory = new Clients(time);
    }

    // The configuration's own AllowAutoRedirect stays true: with false the SDK takes a redirect for success.
    public static SocketsHttpHandler CreateHandler(TimeProvider time) =>
        new() { AllowAutoRedirect = false, UseCookies = false, ResponseDrainTimeout = TimeSpan.Zero, ConnectCallback = (connection, cancellationToken) => ConnectAsync(connection, time, cancellationToken) };

    // Who lets nobody connect has not taken anything: that is known before an attempt of 1.5 s ends in doubt.
    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, TimeProvider time, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(LongestConnect, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, either.Token);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            socket.Dispose();
            throw new SocketException((int)SocketError.TimedOut);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private sealed class Clients(TimeProvider time) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new ResponseCapture(time) { InnerHandler = CreateHandler(time) });
    }
}
