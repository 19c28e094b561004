using System.Net;

namespace RootWatch.FunctionApp.Tests.Worker;

/// <summary>The worker's Kestrel takes a body of any length; what refuses it is the function.</summary>
public sealed class LargeBodyTests(PublishedApp published)
{
    private const int LargerThanKestrelsDefault = 31_000_000;

    [Fact]
    public async Task A_stranger_gets_no_500_out_of_it()
    {
        await using var host = await HostUnderTest.StartWorkerAsync(published, HostUnderTest.Channels);

        (await PostAsync(host, "/api/entra/signed-in")).ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await PostAsync(host, "/api/entra/events")).ShouldBe(HttpStatusCode.Unauthorized);
        (await PostAsync(host, "/api/entra/expectations")).ShouldBe(HttpStatusCode.Unauthorized);
        (await PostAsync(host, "/api/incidents/111122223333-0123456789/acknowledgement")).ShouldBe(HttpStatusCode.Forbidden);
        (await PostAsync(host, "/api/receipts/111122223333-0123456789.1.teams")).ShouldBe(HttpStatusCode.Forbidden);
        (await PostAsync(host, "/api/events", ("x-functions-key", HostUnderTest.Key))).ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    private static async Task<HttpStatusCode> PostAsync(HostUnderTest host, string path, params (string Name, string Value)[] headers)
    {
        using var conversation = new Conversation(host);
        using var content = Conversation.Json(new byte[LargerThanKestrelsDefault]);
        using var answer = await conversation.AskAsync($"POST {path}", content: content, headers: headers);
        return answer.StatusCode;
    }
}
