using System.Net.Http.Headers;

namespace RootWatch.FunctionApp.Tests.Worker;

/// <summary>Asks one host, and notes what it answers.</summary>
internal sealed class Conversation(HostUnderTest host) : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    public List<Exchange> Exchanges { get; } = [];

    /// <param name="address">Method and route.</param>
    /// <param name="path">The path and query; null for the route.</param>
    /// <param name="content">What is sent.</param>
    /// <param name="headers">The caller's headers.</param>
    /// <returns>The answer as it came.</returns>
    public async Task<HttpResponseMessage> AskAsync(string address, string? path = null, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        var (method, route) = (address.Split(' ')[0], address.Split(' ')[1]);
        using var request = new HttpRequestMessage(HttpMethod.Parse(method), new Uri(host.Address, path ?? route)) { Content = content };
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        Exchanges.Add(new Exchange(address, $"{method} {Reply.Constant(path ?? route, host)} with {string.Join(", ", headers.Select(header => header.Name))}", await Reply.ReadAsync(response, host)));
        return response;
    }

    /// <summary>Waits until the bridge knows the topic's subscribers, which it asks for in the background.</summary>
    public async Task UntilHealthShowsSubscribersAsync()
    {
        while (!(await _client.GetStringAsync(new Uri(host.Address, "/api/health"), TestContext.Current.CancellationToken)).Contains("\"confirmed\":", StringComparison.Ordinal))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    public static HttpContent Json(byte[] body) => new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };

    public void Dispose() => _client.Dispose();
}
