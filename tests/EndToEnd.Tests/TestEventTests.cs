using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using RootWatch.Bridge.Checks;
using RootWatch.Bridge.TestEvents;

namespace RootWatch.EndToEnd.Tests;

/// <summary>What somebody who sets RootWatch up, or doubts it, can try.</summary>
public sealed class TestEventTests : IAsyncLifetime
{
    private RecordingSinks _sinks = null!;
    private TestBridge _bridge = null!;
    private HttpClient _client = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _sinks = await RecordingSinks.StartAsync(TimeProvider.System, Cancellation);
        _bridge = await TestBridge.StartAsync(_sinks);
        _client = new HttpClient { BaseAddress = _bridge.EventsUrl };
        _client.DefaultRequestHeaders.Add("x-functions-key", TestBridge.Key);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _bridge.DisposeAsync();
        await _sinks.DisposeAsync();
    }

    [Fact]
    public async Task A_test_comes_out_of_both_channels_once_and_says_that_it_is_one()
    {
        var id = Guid.NewGuid();
        await _bridge.DeliverAsync(Test(id.ToString()));
        await _bridge.DeliverAsync(Test(id.ToString()));

        var report = await _client.GetFromJsonAsync($"/api/tests/{id}", TestJson.Default.TestReport, Cancellation);

        _sinks.Sns.Received.ShouldHaveSingleItem().Subject.ShouldContain("TEST");
        _sinks.Sns.Received[0].Message.ShouldContain("nobody used root");
        _sinks.Workflow.Received.ShouldHaveSingleItem().Card.GetRawText().ShouldContain("TEST");
        report!.Deliveries.Select(delivery => $"{delivery.Channel} {delivery.State}").ShouldBe(["sns Sent", "teams Sent"]);
        report.Deliveries.ShouldAllBe(delivery => delivery.Settled >= report.Arrived);
    }

    [Theory]
    [InlineData("no UUID")]
    [InlineData("")]
    public async Task A_test_of_nobody_is_refused(string id)
    {
        var report = await _bridge.DeliverAsync(Test(id));

        report.Attempts.ShouldHaveSingleItem().Status.ShouldBe(HttpStatusCode.BadRequest);
        _sinks.Sns.Received.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("tests/00000000-0000-4000-8000-000000000000", HttpStatusCode.NotFound)]
    [InlineData("tests/nonsense", HttpStatusCode.BadRequest)]
    public async Task A_test_that_is_not_known_is_not_found(string path, HttpStatusCode status)
    {
        using var answer = await _client.GetAsync(new Uri($"/api/{path}", UriKind.Relative), Cancellation);

        answer.StatusCode.ShouldBe(status);
    }

    [Fact]
    public async Task A_test_waits_for_a_channel_that_is_down()
    {
        _sinks.Workflow.Faults.Enqueue([.. Enumerable.Repeat(new Fault.Status(503), 4)]);

        var report = await _bridge.DeliverAsync(Test(Guid.NewGuid().ToString()));

        report.Attempts.Select(attempt => attempt.Status).ShouldBe([HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK]);
        (_sinks.Sns.Received.Count, _sinks.Workflow.Received.Count).ShouldBe((1, 1));
    }

    [Fact]
    public async Task The_checks_try_everything_and_tell_nobody()
    {
        var checks = await ChecksAsync();

        checks.ShouldBe([new CheckResult("ledger", null), new CheckResult("sns", null), new CheckResult("teams", null)]);
        (_sinks.Sns.Requests, _sinks.Workflow.Requests).ShouldBe((0, 0));
    }

    [Fact]
    public async Task The_checks_say_what_is_wrong_and_no_secret()
    {
        await _bridge.DisposeAsync();
        var settings = TestBridge.Settings(_sinks);
        settings["Teams:Workflow:Url"] = "http://127.0.0.1:1/workflows/0123456789abcdef?sig=SECRET";
        settings["Aws:RoleArn"] = "arn:aws:iam::111122223333:role/rootwatch-bridge";
        settings["Aws:TokenAudience"] = "api://rootwatch";
        _bridge = await TestBridge.StartAsync(settings, configure: services => Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton<Azure.Core.TokenCredential>(services, new NoIdentity()));
        _client.Dispose();
        _client = new HttpClient { BaseAddress = _bridge.EventsUrl };
        _client.DefaultRequestHeaders.Add("x-functions-key", TestBridge.Key);

        var checks = await ChecksAsync();

        checks.Select(check => check.Problem).ShouldBe([null, "no AWS credentials: AuthenticationFailedException", "the webhook's host cannot be reached: SocketException"]);
    }

    [Fact]
    public async Task Tampering_by_others_than_root_is_told_once_with_who_it_was()
    {
        await _bridge.DeliverAsync(Sample.Envelope("tampering-role-disables-rule-of-rootwatch"));
        await _bridge.DeliverAsync(Sample.Envelope("tampering-role-disables-rule-of-rootwatch"));

        _sinks.Sns.Received.ShouldHaveSingleItem().Message.ShouldContain("assumed-role/ci/ci");
        var card = _sinks.Workflow.Received.ShouldHaveSingleItem().Card.GetRawText();
        card.ShouldContain("a part of RootWatch");
        card.ShouldContain("DisableRule");
    }

    [Theory]
    [InlineData("tampering-iam-user-stops-logging", "High")]
    [InlineData("tampering-role-disables-rule-of-rootwatch", "Critical")]
    [InlineData("tampering-user-deletes-stack-of-rootwatch", "Critical")]
    [InlineData("tampering-role-updates-stack-of-rootwatch", "Medium")]
    public async Task Tampering_is_as_urgent_as_what_it_takes_away(string sample, string severity)
    {
        await _bridge.DeliverAsync(Sample.Envelope(sample));

        _sinks.Sns.Received.ShouldHaveSingleItem().Attributes["severity"].ShouldBe(severity);
    }

    private async Task<CheckResult[]> ChecksAsync() =>
        (await _client.GetFromJsonAsync("/api/checks", CheckJson.Default.CheckResultArray, Cancellation))!;

    private static byte[] Test(string id) =>
        Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["id"] = Guid.NewGuid(), ["detail-type"] = "RootWatch Test", ["source"] = "rootwatch", ["account"] = "111122223333", ["region"] = "eu-central-1", ["detail"] = new { id },
        }));

    private sealed class NoIdentity : Azure.Core.TokenCredential
    {
        public override Azure.Core.AccessToken GetToken(Azure.Core.TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            throw new Azure.Identity.AuthenticationFailedException("no identity");

        public override ValueTask<Azure.Core.AccessToken> GetTokenAsync(Azure.Core.TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }
}
