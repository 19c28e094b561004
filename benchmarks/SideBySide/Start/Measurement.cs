using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using RootWatch.FunctionsHost;
using RootWatch.Simulator.Sinks;

namespace RootWatch.SideBySide.Start;

/// <summary>Starts a published worker under the stand-in for the Functions host, and takes the time to its first 200.</summary>
internal static class Measurement
{
    private const string Key = "the-function-key-of-the-benchmark";

    /// <summary>Ours: the first request is a root sign-in, both channels told.</summary>
    public static async Task<StartTimes> OfRootWatchAsync(Variant variant, CancellationToken cancellationToken)
    {
        await using var sinks = await RecordingSinks.StartAsync(TimeProvider.System, cancellationToken);
        var settings = sinks.ChannelSettings.ToDictionary(setting => setting.Key.Replace(":", "__", StringComparison.Ordinal), setting => setting.Value!, StringComparer.Ordinal);
        settings["AWS_ACCESS_KEY_ID"] = "test";
        settings["AWS_SECRET_ACCESS_KEY"] = "test";
        using var signIn = new ByteArrayContent(await File.ReadAllBytesAsync(Repository.PathOf("tests/Samples/cloudtrail/root-console-login-mfa.json"), cancellationToken));
        signIn.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return await OfAsync(variant, settings, new HttpRequestMessage(HttpMethod.Post, "api/events") { Content = signIn }, cancellationToken);
    }

    /// <summary>Microsoft's worker with one function that says hello.</summary>
    public static Task<StartTimes> OfHelloAsync(CancellationToken cancellationToken) =>
        OfAsync(Variant.Hello, new Dictionary<string, string>(StringComparer.Ordinal), new HttpRequestMessage(HttpMethod.Get, "api/hello"), cancellationToken);

    private static async Task<StartTimes> OfAsync(Variant variant, Dictionary<string, string> settings, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await using var host = await WorkerHost.StartAsync(variant.Folder, settings, new WorkerKeys(Key, new Dictionary<string, string>(StringComparer.Ordinal)), cancellationToken);
        var ready = Elapsed(host, Stopwatch.GetTimestamp());
        using var client = new HttpClient { BaseAddress = host.BaseAddress };
        request.Headers.Add("x-functions-key", Key);
        using var answer = await client.SendAsync(request, cancellationToken);
        return answer.StatusCode == HttpStatusCode.OK
            ? new(Elapsed(host, host.Connected), ready, Elapsed(host, Stopwatch.GetTimestamp()))
            : throw new InvalidOperationException($"The first request was answered {answer.StatusCode}.");
    }

    private static double Elapsed(WorkerHost host, long timestamp) => Stopwatch.GetElapsedTime(host.Worker.Started, timestamp).TotalMilliseconds;
}
