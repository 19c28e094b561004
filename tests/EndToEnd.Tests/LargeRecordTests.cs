using System.Net;
using System.Text;
using RootWatch.EndToEnd.Tests.Pages;

namespace RootWatch.EndToEnd.Tests;

/// <summary>EventBridge takes entries of 1 MiB. However large a root record is, it is told from what matters in it.</summary>
public sealed class LargeRecordTests
{
    private const int Large = 1_900_000;

    private static readonly string Text = new('x', Large);
    private static readonly string Noise = Convert.ToBase64String(Bytes(Large / 4 * 3));
    private static readonly string Elements = $"[{string.Join(',', Enumerable.Range(0, 100_000).Select(number => $"{{\"n\":{number}}}"))}]";
    private static readonly string Deep = new string('[', 100_000) + new string(']', 100_000);

    /// <summary>A name, and what is added to the record.</summary>
    public static TheoryData<string, string> Huge { get; } = new()
    {
        { "a user agent", $"\"userAgent\":\"{Text}\"" },
        { "a request parameter", $"\"requestParameters\":{{\"policy\":\"{Text}\"}}" },
        { "a policy within a text", $$"""
            "requestParameters":{"policy":"{\"a\":\"{{Text}}\"}"}
            """ },
        { "request parameters", $"\"requestParameters\":{Elements}" },
        { "depth", $"\"requestParameters\":{{\"a\":{Deep}}},\"responseElements\":\"{Text[..300_000]}\"" },
        { "deep objects", $"\"requestParameters\":{string.Concat(Enumerable.Repeat("{\"a\":", 200_000))}1{new string('}', 200_000)}" },
        { "random text", $"\"requestParameters\":{{\"a\":\"{Noise}\"}}" },
        { "random text in every field", $"\"userAgent\":\"{Noise[..300_000]}\",\"errorCode\":\"{Noise[300_000..600_000]}\",\"errorMessage\":\"{Noise[600_000..900_000]}\",\"eventName\":\"{Noise[900_000..1_200_000]}\",\"sourceIPAddress\":\"{Noise[1_200_000..1_500_000]}\",\"awsRegion\":\"{Noise[..100_000]}\",\"vpcEndpointId\":\"{Noise[..100_000]}\"" },
        { "an id", $"\"eventID\":\"{Text}\"" },
        { "a time", $"\"eventTime\":\"{Text}\"" },
        { "emoji", $"\"userAgent\":\"{string.Concat(Enumerable.Repeat("👨\u200D👩\u200D👧\u200D👦", Large / 25))}\"" },
        { "half surrogate pairs", $"\"requestParameters\":{{\"userName\":\"{string.Concat(Enumerable.Repeat("\\ud800", Large / 6))}\"}}" },
        { "host names", $"\"errorCode\":\"{string.Concat(Enumerable.Repeat("a.", Large / 2))}\"" },
        { "a hundred thousand properties", string.Join(',', Enumerable.Range(0, 100_000).Select(number => $"\"p{number}\":{number}")) },
        { "a number", $"\"requestParameters\":{{\"maxCount\":{new string('9', Large)}}}" },
    };

    [Theory]
    [MemberData(nameof(Huge))]
    public async Task It_is_told_on_both_channels_and_its_page_says_that_it_was_cut(string kind, string added)
    {
        await using var bridge = await PageBridge.StartAsync();

        var report = await bridge.Bridge.DeliverAsync(Envelope(added));

        report.Attempts.ShouldHaveSingleItem(kind).Status.ShouldBe(HttpStatusCode.OK);
        bridge.Sinks.Sns.Received.ShouldHaveSingleItem();
        bridge.Sinks.Workflow.Received.ShouldHaveSingleItem();
        var page = await PageAsync(bridge.LastLink());
        page.ShouldContain("This record was shortened");
        page.ShouldContain("What is left of the record");
        page.ShouldContain("&quot;eventSource&quot;: &quot;iam.amazonaws.com&quot;");
        page.Length.ShouldBeLessThan(4_000_000);
    }

    [Fact]
    public async Task A_record_that_fits_is_shown_as_it_arrived()
    {
        await using var bridge = await PageBridge.StartAsync();

        await bridge.Bridge.DeliverAsync(Envelope($"\"requestParameters\":{{\"policy\":\"{Text[..200_000]}\"}}"));

        var page = await PageAsync(bridge.LastLink());
        page.ShouldContain("The record as it arrived");
        page.ShouldNotContain("This record was shortened");
    }

    [Fact]
    public async Task A_page_of_many_large_records_opens()
    {
        await using var bridge = await PageBridge.StartAsync();
        foreach (var number in Enumerable.Range(0, 50))
        {
            await bridge.Bridge.DeliverAsync(Envelope($"\"requestParameters\":[{string.Join(',', Enumerable.Repeat("\"\"", 60_000))},{number}]"));
        }

        var page = await PageAsync(bridge.LastLink());

        page.Split("This record was shortened. It arrived with 176 KiB").Length.ShouldBe(51);
        page.Length.ShouldBeLessThan(12_000_000);
    }

    [Fact]
    public async Task Tampering_by_others_is_told_whatever_its_size()
    {
        await using var bridge = await PageBridge.StartAsync();

        foreach (var end in new[] { "1", "2" })
        {
            var record = $$$"""{"userIdentity":{"type":"IAMUser","arn":"arn:aws:iam::111122223333:user/{{{Noise[..300_000]}}}"},"eventSource":"cloudtrail.amazonaws.com","eventName":"StopLogging","eventID":"{{{Text[..1_000_000]}}}{{{end}}}","sourceIPAddress":"{{{Noise[..300_000]}}}"}""";
            (await bridge.Bridge.DeliverAsync(Wrapped(record))).Attempts.ShouldHaveSingleItem().Status.ShouldBe(HttpStatusCode.OK);
        }

        bridge.Sinks.Sns.Received.Count.ShouldBe(2, "two ids are two events, however late they differ");
        bridge.Sinks.Workflow.Received.Count.ShouldBe(2);
    }

    private static byte[] Envelope(string added) =>
        Wrapped($$"""{"eventVersion":"1.11","userIdentity":{"type":"Root","arn":"arn:aws:iam::111122223333:root","accountId":"111122223333"},"eventTime":"2026-11-20T09:59:00Z","eventSource":"iam.amazonaws.com","eventName":"CreateAccessKey","awsRegion":"us-east-1","sourceIPAddress":"203.0.113.77","eventID":"{{Guid.NewGuid()}}",{{added}},"readOnly":false}""");

    private static byte[] Wrapped(string record) =>
        Encoding.UTF8.GetBytes($$"""{"version":"0","id":"1","detail-type":"AWS API Call via CloudTrail","source":"aws.iam","account":"111122223333","time":"2026-11-20T10:00:00Z","region":"us-east-1","resources":[],"detail":{{record}}}""");

    private static async Task<string> PageAsync(Uri link)
    {
        using var client = new HttpClient();
        using var response = await client.GetAsync(link, TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private static byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        new Random(1).NextBytes(bytes);
        return bytes;
    }
}
