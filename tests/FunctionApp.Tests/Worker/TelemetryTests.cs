using System.Net;
using Microsoft.Extensions.Options;
using RootWatch.Bridge.Links;

namespace RootWatch.FunctionApp.Tests.Worker;

/// <summary>What the worker exports and logs: no key, no signature, no secret.</summary>
public sealed class TelemetryTests(PublishedApp published)
{
    private const string LinkKey = "0123456789abcdef0123456789abcdef";

    [Fact]
    public async Task Neither_a_signed_link_nor_a_key_nor_a_secret_stands_in_its_telemetry_or_its_log()
    {
        await using var collector = await Collector.StartAsync();
        await using var worker = await HostUnderTest.StartWorkerAsync(published, sinks => new(HostUnderTest.Channels(sinks), StringComparer.Ordinal)
        {
            ["Links:BaseUrl"] = "https://rootwatch.example",
            ["Links:Keys:one"] = LinkKey,
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Url.AbsoluteUri,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "200",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
            ["OTEL_BLRP_SCHEDULE_DELAY"] = "100",
        });
        using var conversation = new Conversation(worker);
        var link = new LinkSigner(
            Options.Create(new LinkOptions { BaseUrl = worker.Address, Keys = new Dictionary<string, string>(StringComparer.Ordinal) { ["one"] = LinkKey } }), TimeProvider.System)
            .Sign(LinkSigner.Incident, "111122223333-2d6a8fe151")!.PathAndQuery;

        using (var list = await conversation.AskAsync("GET /api/incidents", "/api/incidents?code=" + HostUnderTest.Key))
        {
            list.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        using (var sent = await conversation.AskAsync("POST /api/events", content: Conversation.Json(Sample.Envelope("root-create-user")), headers: ("x-functions-key", HostUnderTest.Key)))
        {
            sent.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        using (var page = await conversation.AskAsync("GET /api/incidents/{incident}", link))
        {
            page.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        // Sent last, so that what came before has been exported when it is there.
        using (var stray = await conversation.AskAsync("POST /api/events", content: Conversation.Json("""{"detail-type":"The last event","detail":{}}"""u8.ToArray()), headers: ("x-functions-key", HostUnderTest.Key)))
        {
            stray.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        await collector.SawAsync("/v1/logs", "told, proof", "The last event");
        await collector.SawAsync("/v1/traces", "send teams");
        foreach (var everything in new[] { collector.Everything, worker.Log })
        {
            everything.ShouldContain("The last event");
            foreach (var secret in new[] { link.Split("&s=")[1], HostUnderTest.Key, LinkKey, "the-webhooks-secret", "the-aws-secret" })
            {
                everything.ShouldNotContain(secret, Case.Sensitive);
            }
        }
    }
}
