using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace RootWatch.EndToEnd.Tests;

/// <summary>Only a receipt proves that a Workflows message was posted.</summary>
public sealed class ReceiptTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private RecordingSinks _sinks = null!;
    private TestBridge _bridge = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _sinks = await RecordingSinks.StartAsync(TimeProvider.System, Cancellation);
        _sinks.Workflow.GivesReceipts = false;
        _bridge = await TestBridge.StartAsync(TestBridge.SettingsWithReceipts(_sinks), new Amazon.Runtime.BasicAWSCredentials("test", "test"), services => services.AddSingleton<TimeProvider>(_time));
    }

    public async ValueTask DisposeAsync()
    {
        await _bridge.DisposeAsync();
        await _sinks.DisposeAsync();
    }

    [Fact]
    public async Task Until_the_receipt_comes_EventBridge_is_asked_to_come_back()
    {
        var attempt = await OnceAsync(TestBridge.Event("root-create-access-key"));

        attempt.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        attempt.RetryAfter.ShouldBe(TimeSpan.FromSeconds(75));
        attempt.Body.ShouldContain("\"teams\":\"AcceptedUnproven\"");
    }

    [Fact]
    public async Task A_receipt_is_good_once_and_ends_the_wait()
    {
        var envelope = TestBridge.Event("root-create-access-key");
        await OnceAsync(envelope);
        var receipt = Receipt();

        (await PostAsync(receipt)).ShouldBe(HttpStatusCode.NoContent);
        (await PostAsync(receipt)).ShouldBe(HttpStatusCode.Conflict);
        _time.Advance(TimeSpan.FromMinutes(2));

        (await OnceAsync(envelope)).Status.ShouldBe(HttpStatusCode.OK);
        _sinks.Sns.Received.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Without_a_receipt_the_alert_goes_out_again_by_SNS_and_says_so_once()
    {
        var envelope = TestBridge.Event("root-create-access-key");
        _sinks.Workflow.Faults.Enqueue(new Fault.Lost());
        await OnceAsync(envelope);
        _time.Advance(TimeSpan.FromSeconds(76));

        (await OnceAsync(envelope)).Status.ShouldBe(HttpStatusCode.OK);
        (await OnceAsync(envelope)).Status.ShouldBe(HttpStatusCode.OK);

        _sinks.Workflow.Requests.ShouldBe(1);
        _sinks.Sns.Received.Count.ShouldBe(2);
        _sinks.Sns.Received[1].Message.ShouldContain("but did not report");
    }

    [Fact]
    public async Task A_heartbeat_sees_a_missing_receipt_too()
    {
        await OnceAsync(TestBridge.Event("root-create-access-key"));
        _time.Advance(TimeSpan.FromSeconds(76));

        await OnceAsync(Encoding.UTF8.GetBytes("""{"version":"0","id":"1","detail-type":"RootWatch Heartbeat","source":"rootwatch","account":"111122223333","region":"us-east-1","detail":{}}"""));

        _sinks.Sns.Received.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_forged_receipt_proves_nothing()
    {
        await OnceAsync(TestBridge.Event("root-create-access-key"));
        var receipt = Receipt().AbsoluteUri;

        (await PostAsync(new Uri(receipt.Replace("&s=", "&s=x", StringComparison.Ordinal)))).ShouldBe(HttpStatusCode.Forbidden);
        (await PostAsync(new Uri(receipt.Replace(".1.teams", ".2.teams", StringComparison.Ordinal)))).ShouldBe(HttpStatusCode.Forbidden);
        (await PostAsync(new Uri(receipt.Replace("/receipts/", "/incidents/", StringComparison.Ordinal)))).ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task<HttpStatusCode> PostAsync(Uri url)
    {
        using var client = new HttpClient();
        using var answer = await client.PostAsync(url, content: null, Cancellation);
        return answer.StatusCode;
    }

    private Uri Receipt()
    {
        var receipt = _sinks.Workflow.Received[0].Receipt.ShouldNotBeNull();
        receipt.AbsoluteUri.ShouldStartWith("https://rootwatch.example/api/receipts/");
        return new Uri(_bridge.EventsUrl, receipt.PathAndQuery);
    }

    private Task<Attempt> OnceAsync(byte[] envelope) => _bridge.DeliverOnceAsync(envelope);
}
