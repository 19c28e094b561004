using RootWatch.Bridge.Reconciliation;
using RootWatch.Cli.Bridge;
using RootWatch.Cli.Reconcile;
using RootWatch.Tests.Time;

namespace RootWatch.EndToEnd.Tests.Reconcile;

/// <summary>How a round is asked for and watched, with a bridge's answers on a bare socket.</summary>
public sealed class RoundFollowerTests : IDisposable
{
    private const string Running = """{"state":"Running","account":null,"since":null,"started":"2026-11-26T12:00:00+00:00","ended":null,"accounts":3,"accountsDone":1,"questions":1234,"answered":600,"requests":1900,"found":3,"problem":null,"refused":[]}""";
    private const string Done = """{"state":"Done","started":"2026-11-26T12:00:00+00:00","ended":"2026-11-26T12:10:00+00:00","accounts":3,"accountsDone":3,"questions":1234,"answered":1234,"requests":3900,"found":4,"problem":null,"refused":[{"account":"111122223333","region":null,"reason":"the role cannot be assumed"}]}""";
    private readonly HttpClient _client = BridgeClient.CreateClient();
    private readonly TimeWithoutWaits _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task A_round_is_asked_for_and_watched_every_two_seconds_until_it_is_done()
    {
        await using var bridge = new RawServer(Json("202 Accepted", Running), Json("200 OK", Running), Json("200 OK", Done));
        var follower = Follower(bridge);
        List<int> shown = [];

        var asked = await follower.BeginAsync(new ReconcileRequest("111122223333", new DateTimeOffset(2026, 11, 20, 0, 0, 0, TimeSpan.Zero)), Cancellation);
        var round = await follower.FollowAsync(asked.Status!, status => shown.Add(status.AccountsDone), Cancellation);

        (round.State, round.Found, round.Refused.ShouldHaveSingleItem().Reason).ShouldBe((ReconcileState.Done, 4, "the role cannot be assumed"));
        shown.ShouldBe([1, 1, 3]);
        _time.Waits.ShouldBe(2);
        var (first, second) = (bridge.Texts.First(), bridge.Texts.ElementAt(1));
        first.ShouldStartWith("POST /api/reconcile ");
        first.ShouldContain("x-functions-key: the-key");
        first.ShouldEndWith("""{"account":"111122223333","since":"2026-11-20T00:00:00+00:00"}""");
        second.ShouldStartWith("GET /api/reconcile ");
    }

    [Fact]
    public async Task A_round_that_is_going_on_already_is_shown_instead()
    {
        await using var bridge = new RawServer(Json("409 Conflict", """{"detail":"A round is going on."}""", "application/problem+json"), Json("200 OK", Running));

        var asked = await Follower(bridge).BeginAsync(new ReconcileRequest(), Cancellation);

        (asked.IsAnothers, asked.Status!.State).ShouldBe((true, ReconcileState.Running));
        bridge.Requests.ShouldBe(2);
    }

    [Theory]
    [InlineData("404 Not Found", """{"detail":"Reconcile:ExternalId is not set."}""", "application/problem+json", "Reconcile:ExternalId is not set.")]
    [InlineData("404 Not Found", "", "text/plain", "The bridge answered 404: it is older than this tool, or --to is another address than the bridge's.")]
    [InlineData("200 OK", """{"state":"Off"}""", "application/json", "The bridge does not ask AWS: Reconcile:ExternalId is not set.")]
    public async Task A_bridge_that_does_not_ask_AWS_says_why(string status, string body, string contentType, string why)
    {
        await using var bridge = new RawServer(Json(status, body, contentType));

        var asked = await Follower(bridge).BeginAsync(new ReconcileRequest(), Cancellation);

        (asked.Status, asked.Why).ShouldBe((null, why));
    }

    [Theory]
    [InlineData("503 Service Unavailable", """{"detail":"The ledger does not answer."}""", "application/problem+json", "The bridge answered 503. The ledger does not answer.")]
    [InlineData("401 Unauthorized", "", "text/plain", "The bridge answered 401. The key is not valid, or delivers events alone: commands need the host key of operators.")]
    [InlineData("200 OK", "<html></html>", "text/html", "The answer is not a bridge's. Is the address that of a RootWatch bridge of this version?")]
    [InlineData("202 Accepted", "null", "application/json", "The answer is not a bridge's. Is the address that of a RootWatch bridge of this version?")]
    public async Task What_is_no_answer_of_a_bridge_ends_it(string status, string body, string contentType, string said)
    {
        await using var bridge = new RawServer(Json(status, body, contentType));

        (await Should.ThrowAsync<BridgeException>(() => Follower(bridge).BeginAsync(new ReconcileRequest(), Cancellation))).Message.ShouldBe(said);
    }

    [Fact]
    public async Task A_look_that_fails_is_repeated()
    {
        await using var bridge = new RawServer(
            Json("503 Service Unavailable", "{}", "application/problem+json"),
            new RawServer.Reply(RawServer.Cut("200 OK", Running, contentType: "application/json"), RawServer.After.Reset),
            Json("200 OK", "<html></html>", "text/html"),
            Json("200 OK", Done));

        var round = await Follower(bridge).FollowAsync(new ReconcileStatus(ReconcileState.Running), static _ => { }, Cancellation);

        round.State.ShouldBe(ReconcileState.Done);
    }

    [Fact]
    public async Task A_bridge_that_goes_away_for_good_ends_it()
    {
        await using var bridge = new RawServer(Json("503 Service Unavailable", "{}", "application/problem+json"));

        await Should.ThrowAsync<BridgeException>(() => Follower(bridge).FollowAsync(new ReconcileStatus(ReconcileState.Running), static _ => { }, Cancellation));

        bridge.Requests.ShouldBe(16);
    }

    [Fact]
    public async Task A_round_that_never_begins_is_not_waited_for_for_ever()
    {
        await using var bridge = new RawServer(Json("200 OK", """{"state":"Idle"}"""));

        var failure = await Should.ThrowAsync<BridgeException>(() => Follower(bridge).FollowAsync(new ReconcileStatus(ReconcileState.Idle), static _ => { }, Cancellation));

        failure.Message.ShouldBe("The bridge has not begun the round.");
    }

    [Fact]
    public async Task Who_does_not_want_to_wait_ends_the_watching()
    {
        await using var bridge = new RawServer(Json("200 OK", Running));
        using var end = new CancellationTokenSource();
        var looks = 0;

        await Should.ThrowAsync<OperationCanceledException>(() => Follower(bridge).FollowAsync(new ReconcileStatus(ReconcileState.Running), _ => { if (++looks == 3) { end.Cancel(); } }, end.Token));

        looks.ShouldBe(3);
    }

    [Fact]
    public async Task A_bridge_that_hangs_is_said_not_to_answer_in_time()
    {
        using var client = new HttpClient(new HangingHandler());

        var failure = await Should.ThrowAsync<BridgeException>(() => new RoundFollower(new BridgeClient(client, new Uri("http://bridge.example/"), "the-key"), _time).BeginAsync(new ReconcileRequest(), Cancellation));

        failure.Message.ShouldBe("The bridge cannot be reached: it does not answer in time.");
    }

    private static RawServer.Reply Json(string status, string json, string contentType = "application/json") => new(RawServer.Answer(status, json, contentType: contentType), RawServer.After.Close);

    private RoundFollower Follower(RawServer bridge) => new(new BridgeClient(_client, bridge.Url, "the-key"), _time);

    /// <summary>Ends as HttpClient does when its time is up.</summary>
    private sealed class HangingHandler : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new TaskCanceledException("The request was canceled.", new TimeoutException());
    }
}
