using System.Net;
using RootWatch.FunctionApp.Tests.Worker;

namespace RootWatch.FunctionApp.Tests.Keys;

/// <summary>What each key opens, on either host: the key that EventBridge holds delivers events, and nothing else.</summary>
public sealed class KeyTests(PublishedApp published)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_key_of_events_opens_ReceiveEvents_alone_and_the_host_key_opens_everything(bool isWorker)
    {
        await using var host = isWorker ? await HostUnderTest.StartWorkerAsync(published, HostUnderTest.Channels) : await HostUnderTest.StartLocalAsync(HostUnderTest.Channels);
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        List<string> opened = [];
        foreach (var (function, method) in KeyedFunction.All.SelectMany(function => function.Methods, (function, method) => (function, method)))
        {
            await CheckAsync(function, method, "the events' key", HostUnderTest.EventsKey);
            await CheckAsync(function, method, "the host key", HostUnderTest.Key);
            await CheckAsync(function, method, "no key", key: null);
            await CheckAsync(function, method, "another key", "the-key-of-somebody-else");
        }

        opened.ShouldBe(
            KeyedFunction.All.SelectMany(function => function.Methods, (function, method) => $"{function.Name} {method}: ")
                .SelectMany(asked => asked == "ReceiveEvents POST: " ? new[] { asked + "the events' key", asked + "the host key" } : [asked + "the host key"]),
            ignoreOrder: true);

        async Task CheckAsync(KeyedFunction function, HttpMethod method, string words, string? key)
        {
            if (await OpensAsync(client, new Uri(host.Address, function.Path), method, key))
            {
                opened.Add($"{function.Name} {method}: {words}");
            }
        }
    }

    [Fact]
    public void The_functions_that_take_keys_are_found_by_their_attributes()
    {
        KeyedFunction.All.Count.ShouldBeGreaterThan(8);
        KeyedFunction.All.ShouldContain(function => function.Name == "ReceiveEvents");
        KeyedFunction.All.ShouldAllBe(function => function.Methods.Count > 0 && !function.Path.Contains('{'));
    }

    // Both ways that the Functions host takes a key.
    private static async Task<bool> OpensAsync(HttpClient client, Uri address, HttpMethod method, string? key)
    {
        using var inHeader = new HttpRequestMessage(method, address);
        if (key is not null)
        {
            inHeader.Headers.Add("x-functions-key", key);
        }

        using var inQuery = new HttpRequestMessage(method, key is null ? address : new Uri($"{address}?code={key}"));
        using var first = await client.SendAsync(inHeader, TestContext.Current.CancellationToken);
        using var second = await client.SendAsync(inQuery, TestContext.Current.CancellationToken);
        (first.StatusCode is HttpStatusCode.Unauthorized).ShouldBe(second.StatusCode is HttpStatusCode.Unauthorized);
        ((int)first.StatusCode).ShouldBeLessThan(600);
        return first.StatusCode is not HttpStatusCode.Unauthorized;
    }
}
