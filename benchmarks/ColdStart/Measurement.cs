using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using RootWatch.FunctionsHost;
using RootWatch.Simulator.Sinks;

namespace RootWatch.ColdStart;

/// <summary>Starts a host, posts a root sign-in, and takes the time from the process's start to the first 200.</summary>
internal static class Measurement
{
    private const string Key = "the-function-key-of-the-benchmark";
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(2);

    /// <summary>The published worker, under the stand-in for the Functions host.</summary>
    public static async Task<TimeSpan> OfWorkerAsync(string folder, CancellationToken cancellationToken)
    {
        await using var sinks = await RecordingSinks.StartAsync(TimeProvider.System, cancellationToken);
        await using var host = await WorkerHost.StartAsync(folder, Settings(sinks), Key, cancellationToken);
        using var client = new HttpClient();
        await PostAsync(client, host.BaseAddress, cancellationToken);
        return Stopwatch.GetElapsedTime(host.Worker.Started);
    }

    /// <summary>The same functions on Kestrel.</summary>
    public static async Task<TimeSpan> OfLocalHostAsync(string folder, CancellationToken cancellationToken)
    {
        await using var sinks = await RecordingSinks.StartAsync(TimeProvider.System, cancellationToken);
        var port = FreePort();
        var start = new ProcessStartInfo("dotnet", [Path.Combine(folder, "RootWatch.LocalHost.dll"), "--port", port.ToString(CultureInfo.InvariantCulture)])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            WorkingDirectory = folder,
        };
        foreach (var (name, value) in Settings(sinks))
        {
            start.Environment[name] = value;
        }

        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        try
        {
            using var client = new HttpClient();
            while (!await TryPostAsync(client, new Uri($"http://127.0.0.1:{port}"), cancellationToken))
            {
                await Task.Delay(Poll, TimeProvider.System, cancellationToken);
            }

            return Stopwatch.GetElapsedTime(started);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static Dictionary<string, string> Settings(RecordingSinks sinks)
    {
        var settings = sinks.ChannelSettings.ToDictionary(setting => setting.Key.Replace(":", "__", StringComparison.Ordinal), setting => setting.Value!, StringComparer.Ordinal);
        settings["LocalHost__FunctionKeys__0"] = Key;
        settings["AWS_ACCESS_KEY_ID"] = "test";
        settings["AWS_SECRET_ACCESS_KEY"] = "test";
        return settings;
    }

    private static async Task<bool> TryPostAsync(HttpClient client, Uri address, CancellationToken cancellationToken)
    {
        try
        {
            await PostAsync(client, address, cancellationToken);
            return true;
        }
        catch (HttpRequestException failure) when (failure.HttpRequestError == HttpRequestError.ConnectionError)
        {
            return false;
        }
    }

    private static async Task PostAsync(HttpClient client, Uri address, CancellationToken cancellationToken)
    {
        using var content = new ByteArrayContent(await File.ReadAllBytesAsync(Repository.PathOf("tests/Samples/cloudtrail/root-console-login-mfa.json"), cancellationToken));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, "api/events")) { Content = content };
        request.Headers.Add("x-functions-key", Key);
        using var answer = await client.SendAsync(request, cancellationToken);
        if (answer.StatusCode != HttpStatusCode.OK)
        {
            throw new InvalidOperationException($"The sign-in was answered {answer.StatusCode}.");
        }
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
