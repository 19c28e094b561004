using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using RootWatch.Bridge.AccountReader;
using RootWatch.Bridge.Reconciliation;
using RootWatch.Tests.Time;

namespace RootWatch.EndToEnd.Tests;

/// <summary>What EventBridge did not bring is asked for, of a stand-in for AWS, and told through the channels.</summary>
public sealed class ReconcileTests : IAsyncLifetime
{
    private const string Account = "111122223333";
    private const int MostLooks = 100_000;

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero));
    private readonly HttpClient _client = new();
    private RecordingSinks _sinks = null!;
    private TestBridge? _bridge;
    private JsonNode _lost = new JsonObject();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _sinks = await RecordingSinks.StartAsync(_time, Cancellation);
        _sinks.Aws.Organization = [(Account, "ACTIVE"), ("444455556666", "SUSPENDED")];
        _client.DefaultRequestHeaders.Add("x-functions-key", TestBridge.Key);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        if (_bridge is not null)
        {
            await _bridge.DisposeAsync();
        }

        await _sinks.DisposeAsync();
    }

    [Fact]
    public async Task A_heartbeat_sets_off_a_round_that_tells_what_was_lost()
    {
        await StartAsync();
        var id = Lose("eu-central-1");

        await BeatAsync("us-east-1");
        await RoundAsync();

        var mail = MailOf(_sinks.Sns.Received.ShouldHaveSingleItem());
        mail.ShouldContain("EventBridge did not deliver this event. RootWatch found it in");
        mail.ShouldContain("no spoke");
        _sinks.Workflow.Received.ShouldHaveSingleItem().Card.GetRawText().ShouldContain(id);
        _sinks.Aws.Received.Where(request => request.Action is "LookupEvents").Select(request => request.Account).Distinct().ShouldBe([Account]);
    }

    [Fact]
    public async Task EventBridges_own_delivery_of_it_later_is_silent()
    {
        await StartAsync();
        var id = Lose("us-east-1");
        await ReconcileAsync();

        var report = await _bridge!.DeliverAsync(Envelope(id));

        report.IsDelivered.ShouldBeTrue();
        _sinks.Sns.Received.ShouldHaveSingleItem();
        (await PageAsync(id)).ShouldContain("EventBridge delivered it later, at 2026-11-20");
    }

    [Fact]
    public async Task What_EventBridge_brought_is_not_told_again()
    {
        await StartAsync();
        var id = Lose("us-east-1");
        await _bridge!.DeliverAsync(Envelope(id));

        var status = await ReconcileAsync();

        _sinks.Sns.Received.ShouldHaveSingleItem();
        status.GetProperty("found").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task A_round_says_how_far_it_has_come_and_who_could_not_be_asked()
    {
        await StartAsync();
        _sinks.Aws.Account(Account).Denied.Add("LookupEvents");

        var status = await ReconcileAsync();

        status.GetProperty("state").GetString().ShouldBe("Done");
        (status.GetProperty("accounts").GetInt32(), status.GetProperty("questions").GetInt32(), status.GetProperty("answered").GetInt32()).ShouldBe((1, 6, 0));
        status.GetProperty("refused").EnumerateArray().Select(one => $"{one.GetProperty("region")}: {one.GetProperty("reason")}").ShouldBe(["eu-central-1: the reader role is denied", "us-east-1: the reader role is denied"]);
    }

    [Fact]
    public async Task Coverage_shows_how_far_each_region_is_reconciled()
    {
        await StartAsync();
        Lose("eu-central-1");
        await BeatAsync("us-east-1");
        await RoundAsync();

        var coverage = await _client.GetFromJsonAsync<JsonElement>(new Uri(_bridge!.EventsUrl, "coverage"), Cancellation);

        coverage.EnumerateArray().Select(region => $"{region.GetProperty("region")} {region.GetProperty("state")} {region.GetProperty("reconciled").GetProperty("found")}").ShouldBe(["eu-central-1 NotWatched 1", "us-east-1 Alive 0"]);
        using var html = new HttpRequestMessage(HttpMethod.Get, new Uri(_bridge.EventsUrl, "coverage")) { Headers = { { "Accept", "text/html" } } };
        using var answer = await _client.SendAsync(html, Cancellation);
        (await answer.Content.ReadAsStringAsync(Cancellation)).ShouldContain(", reconciled until");
    }

    [Fact]
    public async Task The_list_says_which_incidents_were_found_by_asking()
    {
        await StartAsync();
        Lose("us-east-1");
        await ReconcileAsync();

        var list = await _client.GetFromJsonAsync<JsonElement>(new Uri(_bridge!.EventsUrl, "incidents"), Cancellation);

        list.GetProperty("incidents")[0].GetProperty("foundInHistory").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task The_first_use_of_a_key_that_root_left_behind_is_told_once_and_the_page_lists_its_uses()
    {
        await StartAsync();
        await LeaveKeysBehindAsync();
        Happen("key-runs-instances", "us-west-2");
        _time.Advance(TimeSpan.FromMinutes(70));

        await ReconcileAsync();
        _time.Advance(TimeSpan.FromMinutes(60));
        await ReconcileAsync();

        var used = _sinks.Sns.Received.Where(message => message.Attributes["kind"] == "CredentialUsed").ShouldHaveSingleItem();
        MailOf(used).ShouldContain("The access key that root created (AKIA…7Q2E, of user backdoor) was used from 203.0.113.77: ec2 RunInstances, 1 call.");
        used.Attributes["severity"].ShouldBe("Critical");
        _sinks.Workflow.Received.Count(post => post.Card.GetRawText().Contains("was used from 203.0.113.77", StringComparison.Ordinal)).ShouldBe(1);
        (await PageAsync("AKIAIOSFODNN7EXA7Q2E")).ShouldContain("us-west-2");
    }

    [Fact]
    public async Task A_key_that_is_deleted_before_anybody_uses_it_is_told_of_on_the_page_alone()
    {
        await StartAsync();
        await LeaveKeysBehindAsync();
        Happen("role-deletes-key", "us-east-1");
        _time.Advance(TimeSpan.FromHours(4));

        await ReconcileAsync();

        _sinks.Sns.Received.ShouldNotContain(message => message.Attributes["kind"] == "CredentialUsed");
        (await PageAsync("AKIAIOSFODNN7EXA7Q2E")).ShouldContain("deleted");
    }

    [Fact]
    public async Task Root_that_can_suddenly_sign_in_with_keys_is_told_where_no_event_explains_it()
    {
        await StartAsync();
        await ReconcileAsync();
        _sinks.Aws.Account(Account).Summary["AccountAccessKeysPresent"] = 1;
        _time.Advance(TimeSpan.FromHours(25));

        await ReconcileAsync();
        await ReconcileAsync();

        _sinks.Sns.Received.ShouldHaveSingleItem().Attributes["kind"].ShouldBe("PostureWeakened");
    }

    [Fact]
    public async Task Keys_whose_making_was_found_in_the_same_round_are_told_as_that()
    {
        await StartAsync();
        await ReconcileAsync();
        _sinks.Aws.Account(Account).Summary["AccountAccessKeysPresent"] = 1;
        _time.Advance(TimeSpan.FromHours(25));
        Lose("us-east-1");

        await ReconcileAsync();

        _sinks.Sns.Received.ShouldHaveSingleItem().Attributes["kind"].ShouldBe("RootUse");
    }

    [Fact]
    public async Task On_moto_the_role_is_assumed_regions_and_posture_are_asked_and_what_was_lost_is_told()
    {
        await using var moto = await MotoServer.StartAsync();
        await StartAsync(awsUrl: moto.Url);
        Lose("us-east-1");

        var status = await ReconcileAsync();

        status.GetProperty("found").GetInt32().ShouldBe(1, status.ToString());
        _sinks.Sns.Received.ShouldHaveSingleItem().Attributes["kind"].ShouldBe("RootUse");
        var posture = await _client.GetStringAsync(new Uri(_bridge!.EventsUrl, "posture"), Cancellation);
        posture.ShouldContain("\"hasMfa\":false");
        _sinks.Aws.Received.ShouldAllBe(request => request.Action == "LookupEvents" && request.Account == Account);
    }

    [Theory]
    [InlineData("""{"account":"12"}""", "account must be 12 digits.")]
    [InlineData("""{"since":"2027-01-01T00:00:00Z"}""", "since must be in the past.")]
    [InlineData("""{"since":"2026-01-01T00:00:00Z"}""", "since is more than 90 days ago: CloudTrail's event history does not go back so far.")]
    [InlineData("[]", "The body must be an object such as")]
    [InlineData("{", "The body must be an object such as")]
    [InlineData("null", "The body must be an object such as")]
    public async Task A_wish_that_cannot_be_met_says_why(string body, string problem)
    {
        await StartAsync();

        using var answer = await PostAsync(body);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("detail").GetString().ShouldStartWith(problem);
    }

    [Fact]
    public async Task Without_the_external_id_nothing_is_asked_and_everything_else_is_as_before()
    {
        await StartAsync(externalId: null);
        var id = Lose("us-east-1");
        await BeatAsync("us-east-1");

        using var answer = await PostAsync("{}");
        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("detail").GetString().ShouldBe("AWS itself is not asked: Reconcile:ExternalId is not set.");
        (await StatusAsync()).GetProperty("state").GetString().ShouldBe("Off");
        _sinks.Aws.Received.ShouldBeEmpty();
        await _bridge!.DeliverAsync(Envelope(id));
        MailOf(_sinks.Sns.Received.ShouldHaveSingleItem()).ShouldNotContain("EventBridge did not deliver this event");
    }

    private static string MailOf(SnsMessage message)
    {
        using var texts = JsonDocument.Parse(message.Message);
        return texts.RootElement.GetProperty("email").GetString()!.ReplaceLineEndings(" ");
    }

    private async Task StartAsync(string? externalId = "the-external-id", Uri? awsUrl = null)
    {
        var settings = TestBridge.Settings(_sinks);
        settings["Reconcile:ExternalId"] = externalId;
        settings["Reconcile:ServiceUrl"] = (awsUrl ?? _sinks.AwsUrl).AbsoluteUri;
        settings["Reconcile:CloudTrailServiceUrl"] = _sinks.AwsUrl.AbsoluteUri;
        settings["Reconcile:Accounts:0"] = Account;
        settings["Links:BaseUrl"] = "https://rootwatch.example";
        settings["Links:Keys:k1"] = "0123456789abcdef0123456789abcdef";
        _bridge = await TestBridge.StartAsync(
            settings,
            new BasicAWSCredentials("AKIAIOSFODNN7EXAMPLE", "test"),
            services => services
                .AddSingleton<TimeProvider>(_time)
                .AddSingleton(provider => new LookupRunner(provider.GetRequiredService<IAccountReader>(), _time)
                {
                    PauseAsync = (wait, _) =>
                    {
                        _time.AdvanceInTurn(wait);
                        return Task.CompletedTask;
                    },
                }));
    }

    /// <summary>Root acts, and EventBridge does not bring it.</summary>
    private string Lose(string region)
    {
        var record = JsonNode.Parse(Sample.Record("root-create-access-key"))!;
        var id = Guid.NewGuid().ToString();
        var at = _time.GetUtcNow().AddMinutes(-20);
        (record["eventID"], record["awsRegion"], record["eventTime"]) = (id, region, at.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        _lost = record;
        _sinks.Aws.History.Add(Account, region, record.ToJsonString(), at.AddMinutes(5));
        return id;
    }

    /// <summary>Something happens that EventBridge has no rule for.</summary>
    private void Happen(string sample, string region)
    {
        var record = File.ReadAllText(Repository.PathOf($"tests/Samples/left-behind/{sample}.json"));
        _sinks.Aws.Account(Account).Regions = ["eu-central-1", "us-east-1", "us-west-2"];
        _sinks.Aws.History.Add(Account, region, record, JsonNode.Parse(record)!["eventTime"]!.GetValue<DateTimeOffset>().AddMinutes(5));
    }

    /// <summary>Root, without MFA, makes an access key for a user and one for itself.</summary>
    private async Task LeaveKeysBehindAsync()
    {
        _time.Advance(TimeSpan.FromMinutes(1));
        foreach (var sample in new[] { "root-creates-key-of-user", "root-creates-own-key" })
        {
            var envelope = JsonNode.Parse(Sample.Envelope("root-create-access-key"))!;
            envelope["detail"] = JsonNode.Parse(await File.ReadAllTextAsync(Repository.PathOf($"tests/Samples/left-behind/{sample}.json"), Cancellation));
            (await _bridge!.DeliverAsync(JsonSerializer.SerializeToUtf8Bytes(envelope))).IsDelivered.ShouldBeTrue();
        }
    }

    private byte[] Envelope(string id)
    {
        _lost["eventID"]!.GetValue<string>().ShouldBe(id);
        var envelope = JsonNode.Parse(Sample.Envelope("root-create-access-key"))!;
        envelope["detail"] = _lost.DeepClone();
        return JsonSerializer.SerializeToUtf8Bytes(envelope);
    }

    private Task<DeliveryReport> BeatAsync(string region) =>
        _bridge!.DeliverAsync(Encoding.UTF8.GetBytes($$$"""{"version":"0","id":"1","detail-type":"RootWatch Heartbeat","source":"rootwatch","account":"{{{Account}}}","region":"{{{region}}}","detail":{}}"""));

    private async Task<HttpResponseMessage> PostAsync(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await _client.PostAsync(new Uri(_bridge!.EventsUrl, "reconcile"), content, Cancellation);
    }

    private Task<JsonElement> StatusAsync() => _client.GetFromJsonAsync<JsonElement>(new Uri(_bridge!.EventsUrl, "reconcile"), Cancellation);

    private async Task<JsonElement> ReconcileAsync()
    {
        using var answer = await PostAsync("{}");
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        return await RoundAsync();
    }

    private async Task<JsonElement> RoundAsync()
    {
        JsonElement status = default;
        for (var looks = 0; looks < MostLooks; looks++)
        {
            status = await StatusAsync();
            if (status.GetProperty("state").GetString() is not ("Running" or "Idle"))
            {
                return status;
            }
        }

        throw new TimeoutException($"The round does not end: {status}");
    }

    private async Task<string> PageAsync(string eventId)
    {
        var list = await _client.GetFromJsonAsync<JsonElement>(new Uri(_bridge!.EventsUrl, "incidents"), Cancellation);
        var url = new Uri(list.GetProperty("incidents")[0].GetProperty("url").GetString()!);
        var page = await _client.GetStringAsync(new Uri(_bridge.EventsUrl, url.PathAndQuery), Cancellation);
        page.ShouldContain(eventId);
        return page;
    }
}
