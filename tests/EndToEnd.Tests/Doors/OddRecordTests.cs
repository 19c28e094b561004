using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using RootWatch.EndToEnd.Tests.Pages;

namespace RootWatch.EndToEnd.Tests.Doors;

/// <summary>Whatever stands in a record: it is told, and its page opens.</summary>
public sealed class OddRecordTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("eventName", "\"Create\\ud800User\"")]
    [InlineData("userAgent", "\"\\udfff\"")]
    [InlineData("sourceIPAddress", "\"\\ud800\"")]
    [InlineData("eventID", "\"\\ud800\"")]
    [InlineData("errorCode", "\"\\udc00\\ud800\"")]
    [InlineData("awsRegion", "\"\\ud800\"")]
    [InlineData("requestParameters", "{\"\\ud800\":\"\\udc00\",\"userName\":\"\\ud83d\"}")]
    [InlineData("requestParameters", "{\"policy\":\"{\\\"Principal\\\":\\\"\\\\ud800\\\"}\"}")]
    public async Task Half_a_surrogate_pair_hides_nothing(string field, string json)
    {
        await using var bridge = await PageBridge.StartAsync();

        await bridge.Bridge.DeliverAsync(With(Sample.Envelope("root-create-user"), field, json));

        bridge.Sinks.Sns.Received.ShouldHaveSingleItem();
        bridge.Sinks.Workflow.Received.ShouldHaveSingleItem();
        (await PageAsync(bridge)).ShouldContain("The record as it arrived");
    }

    [Theory]
    [InlineData("9999-12-31T23:59:59Z")]
    [InlineData("9999-12-31T23:59:59.9999999Z")]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59-14:00")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    public async Task A_time_at_the_end_of_all_times_is_one_like_any_other(string time)
    {
        await using var bridge = await PageBridge.StartAsync();
        await bridge.Bridge.DeliverAsync(With(Sample.Envelope("root-create-user"), "eventTime", $"\"{time}\""));
        (await PageAsync(bridge)).ShouldContain("Timeline of the incident");

        await bridge.DeliverAsync("root-create-access-key");
        using var client = new HttpClient();

        (await PageAsync(bridge)).ShouldContain("Timeline of the incident");
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal) { ["verdict"] = "not-us", ["name"] = "Kim" });
        using var said = await client.PostAsync(new Uri(bridge.LastLink().AbsoluteUri.Replace("?", "/acknowledgement?", StringComparison.Ordinal)), form, Cancellation);
        said.StatusCode.ShouldBe(HttpStatusCode.OK, "the answer leads back to the page");
        using var list = await client.GetAsync(new Uri(bridge.Bridge.EventsUrl, $"incidents?code={TestBridge.Key}&from={Uri.EscapeDataString(time)}"), Cancellation);
        list.StatusCode.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task More_machines_than_a_number_can_count_are_many_machines()
    {
        await using var bridge = await PageBridge.StartAsync();
        var sets = string.Join(',', Enumerable.Repeat("""{"maxCount":1000000}""", 3000));

        var report = await bridge.Bridge.DeliverAsync(With(Sample.Envelope("root-create-user"), "requestParameters", $$$"""{"instancesSet":{"items":[{{{sets}}}]}}"""));

        report.IsDelivered.ShouldBeTrue();
        bridge.Sinks.Sns.Received.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("2147483647")]
    [InlineData("42949673")]
    public async Task A_page_of_the_list_that_no_list_has_is_empty(string page)
    {
        await using var bridge = await PageBridge.StartAsync();
        await bridge.DeliverAsync("root-create-user");
        using var client = new HttpClient();

        var list = await client.GetStringAsync(new Uri(bridge.Bridge.EventsUrl, $"incidents?code={TestBridge.Key}&page={page}"), Cancellation);

        list.ShouldContain("\"incidents\":[]");
    }

    private static async Task<string> PageAsync(PageBridge bridge)
    {
        using var client = new HttpClient();
        return await client.GetStringAsync(bridge.Links()[0], Cancellation);
    }

    /// <summary>The event with another value of its record, as it stands in JSON: what reads and writes JSON would mend it.</summary>
    private static byte[] With(byte[] envelope, string field, string json)
    {
        const string Place = "here-it-goes";
        var node = JsonNode.Parse(envelope)!;
        node["detail"]![field] = Place;
        return Encoding.UTF8.GetBytes(node.ToJsonString().Replace($"\"{Place}\"", json, StringComparison.Ordinal));
    }
}
