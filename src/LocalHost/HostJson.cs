using System.Text.Json;

namespace RootWatch.LocalHost;

/// <summary>What the stand-in obeys of host.json: the route prefix.</summary>
internal static class HostJson
{
    private const string DefaultRoutePrefix = "api";

    public static string RoutePrefix(string scriptRoot)
    {
        using var file = File.OpenRead(Path.Combine(scriptRoot, "host.json"));
        using var document = JsonDocument.Parse(file);
        return document.RootElement.TryGetProperty("extensions", out var extensions)
            && extensions.TryGetProperty("http", out var http)
            && http.TryGetProperty("routePrefix", out var prefix)
            ? prefix.GetString()!
            : DefaultRoutePrefix;
    }
}
