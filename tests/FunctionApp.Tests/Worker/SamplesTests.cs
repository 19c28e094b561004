namespace RootWatch.FunctionApp.Tests.Worker;

/// <summary>Every sample means the same to the worker as to the local host.</summary>
public sealed class SamplesTests(PublishedApp published)
{
    [Fact]
    public async Task Both_hosts_give_every_sample_the_same_answer_and_send_the_same_messages()
    {
        await using var local = await HostUnderTest.StartLocalAsync(HostUnderTest.Channels);
        await using var worker = await HostUnderTest.StartWorkerAsync(published, HostUnderTest.Channels);

        var expected = await PostAllAsync(local);
        var actual = await PostAllAsync(worker);

        foreach (var (one, other) in expected.Zip(actual))
        {
            other.ShouldBe(one);
        }

        expected.Count.ShouldBeGreaterThan(250);
        local.Sinks.Sns.Received.Count.ShouldBeGreaterThan(50);
        Messages(worker).ShouldBe(Messages(local));
    }

    private static async Task<List<Exchange>> PostAllAsync(HostUnderTest host)
    {
        using var conversation = new Conversation(host);
        foreach (var kind in new[] { "cloudtrail", "ignored", "refused" })
        {
            foreach (var file in Directory.EnumerateFiles(Repository.PathOf($"tests/Samples/{kind}")).Order(StringComparer.Ordinal))
            {
                using var body = Conversation.Json(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
                using var answer = await conversation.AskAsync("POST /api/events", content: body, headers: ("x-functions-key", HostUnderTest.Key));
            }
        }

        return conversation.Exchanges;
    }

    // Two messages of one event go out at once, in whichever order.
    private static string Messages(HostUnderTest host) => string.Join(
        '\n',
        host.Sinks.Sns.Received.Select(message => message.Subject).Concat(host.Sinks.Workflow.Received.Select(post => post.Card.GetProperty("fallbackText").GetString()!)).Order(StringComparer.Ordinal));
}
