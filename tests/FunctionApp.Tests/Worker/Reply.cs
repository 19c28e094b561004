using System.Text.RegularExpressions;

namespace RootWatch.FunctionApp.Tests.Worker;

/// <summary>An answer, without what differs from run to run and from host to host though nothing is wrong.</summary>
internal sealed partial record Reply(int Status, string Headers, string Body)
{
    // Framing, the clock and the server's name are the host's own.
    private static readonly string[] OfTheHost = ["Date", "Server", "Transfer-Encoding", "Content-Length"];

    public static async Task<Reply> ReadAsync(HttpResponseMessage response, HostUnderTest host)
    {
        var headers = response.Headers.Concat(response.Content.Headers)
            .Where(header => !OfTheHost.Contains(header.Key, StringComparer.OrdinalIgnoreCase))
            .OrderBy(header => header.Key, StringComparer.OrdinalIgnoreCase)
            .Select(header => $"{header.Key}: {string.Join(", ", header.Value)}");
        return new Reply(
            (int)response.StatusCode,
            Constant(string.Join('\n', headers), host),
            Constant(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), host));
    }

    /// <summary>A text without addresses, times, ids and signatures.</summary>
    public static string Constant(string text, HostUnderTest host) =>
        Volatile().Replace(
            text.Replace(host.Address.Authority, "HOST", StringComparison.Ordinal)
                .Replace(host.Sinks.BaseAddress.Authority, "SINKS", StringComparison.Ordinal)
                .Replace(Uri.EscapeDataString(host.Sinks.BaseAddress.Authority), "SINKS", StringComparison.Ordinal),
            "…");

    // Times, how long things took, random ids, expiries and signatures.
    [GeneratedRegex(
        @"20[0-9]{12}[0-9a-f]{6}|20[0-9]{2}-[0-9]{2}-[0-9]{2}[T ][0-9:.]+(Z|\+00:00)?|\b[0-9]+(\.[0-9]+)? m?s\b|00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{32}|(\b|%26|u0026)e(=|%3D|"" value="")[0-9]{10}|(\b|%26|u0026)s(=|%3D|"" value="")[A-Za-z0-9_-]{43}",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Volatile();
}
