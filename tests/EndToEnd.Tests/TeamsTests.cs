using System.Runtime.Versioning;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RootWatch.Bridge;
using RootWatch.Bridge.Notifications.Teams.Graph;

namespace RootWatch.EndToEnd.Tests;

/// <summary>Teams through a Workflows webhook, and through Microsoft Graph with the real Graph and MSAL clients.</summary>
public sealed class TeamsTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rootwatch-").FullName;
    private RecordingSinks _sinks = null!;

    private string CachePath => Path.Combine(_folder, "tokens.bin");

    public async ValueTask InitializeAsync() => _sinks = await RecordingSinks.StartAsync(TimeProvider.System, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _sinks.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_webhook_posts_the_card_that_is_attached_to_a_message()
    {
        await using var bridge = await TestBridge.StartAsync(WorkflowSettings());

        (await bridge.DeliverAsync(TestBridge.Event("root-run-instances"))).IsDelivered.ShouldBeTrue();

        _sinks.Workflow.Received.ShouldHaveSingleItem().Card.GetRawText().ShouldContain("Root started many or expensive machines at once.");
    }

    [Fact]
    public async Task A_hand_made_flow_posts_the_bare_card()
    {
        _sinks.Workflow.TakesBareCards = true;
        var settings = WorkflowSettings();
        settings["Teams:Workflow:Body"] = "Card";
        await using var bridge = await TestBridge.StartAsync(settings);

        (await bridge.DeliverAsync(TestBridge.Event("root-run-instances"))).IsDelivered.ShouldBeTrue();

        _sinks.Workflow.Received.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_hostile_record_is_posted_too()
    {
        await using var bridge = await TestBridge.StartAsync(WorkflowSettings());

        (await bridge.DeliverAsync(TestBridge.Event("root-hostile-text"))).IsDelivered.ShouldBeTrue();

        var card = _sinks.Workflow.Received.ShouldHaveSingleItem().Card.ToString();
        card.ShouldNotContain("<at>");
        card.ShouldNotContain("](http");
        card.ShouldNotContain("https://evil.example");
    }

    [Fact]
    public async Task Graph_posts_as_the_account_that_signed_in_once()
    {
        await SignInAsync();
        await using var bridge = await TestBridge.StartAsync(GraphSettings(), configure: RouteEntraToTheSink);

        (await bridge.DeliverAsync(TestBridge.Event("root-run-instances"))).IsDelivered.ShouldBeTrue();

        var post = _sinks.Graph.Received.ShouldHaveSingleItem();
        post.Subject.ShouldBe("CRITICAL · 111122223333: root likely compromised");
        post.Summary.ShouldBe(post.Subject, "a toast tells it, too");
        post.Card.GetProperty("type").GetString().ShouldBe("AdaptiveCard");
        _sinks.Entra.Received.ShouldBe(["authorization_code"], "the token in the cache is still good");
    }

    [Fact]
    public async Task Graph_shows_an_incident_as_one_thread_whose_first_card_tells_how_things_stand()
    {
        await SignInAsync();
        await using var bridge = await TestBridge.StartAsync(GraphSettings(), configure: RouteEntraToTheSink);

        await bridge.DeliverAsync(TestBridge.Event("root-create-user"));
        await bridge.DeliverAsync(TestBridge.Event("root-create-access-key"));

        _sinks.Graph.Received.Select(post => post.ReplyTo).ShouldBe([null, _sinks.Graph.Received[0].Id]);
        var patch = _sinks.Graph.Patches.ShouldHaveSingleItem();
        patch.Id.ShouldBe(_sinks.Graph.Received[0].Id);
        patch.Card.GetRawText().ShouldContain("Critical");
    }

    [Fact]
    public async Task Graph_replies_though_the_first_card_cannot_be_changed()
    {
        await SignInAsync();
        await using var bridge = await TestBridge.StartAsync(GraphSettings(), configure: RouteEntraToTheSink);
        await bridge.DeliverAsync(TestBridge.Event("root-create-user"));
        var requests = 0;
        _sinks.Graph.Faults.Choose = () => ++requests == 2 ? new Fault.Status(403) : null;

        (await bridge.DeliverAsync(TestBridge.Event("root-create-access-key"))).Attempts.ShouldHaveSingleItem().IsSuccess.ShouldBeTrue();

        _sinks.Graph.Received.Count.ShouldBe(2);
        _sinks.Graph.Patches.ShouldBeEmpty();
    }

    [Fact]
    public async Task Graph_renews_a_token_that_has_expired()
    {
        _sinks.Entra.TokenLifetime = TimeSpan.FromSeconds(1);
        await SignInAsync();
        await using var bridge = await TestBridge.StartAsync(GraphSettings(), configure: RouteEntraToTheSink);

        (await bridge.DeliverAsync(TestBridge.Event("root-run-instances"))).IsDelivered.ShouldBeTrue();

        _sinks.Entra.Received.ShouldBe(["authorization_code", "refresh_token"]);
        _sinks.Graph.Received.Count.ShouldBe(1);
    }

    [Fact]
    public async Task While_Entra_is_down_nothing_is_sent_and_the_next_message_is_no_repeat()
    {
        _sinks.Entra.TokenLifetime = TimeSpan.FromSeconds(1);
        await SignInAsync();
        _sinks.Entra.Faults.Enqueue([.. Enumerable.Repeat(new Fault.Status(503), 2)]);
        await using var bridge = await TestBridge.StartAsync(GraphSettings(), configure: RouteEntraToTheSink);

        (await bridge.DeliverAsync(TestBridge.Event("root-run-instances"))).IsDelivered.ShouldBeTrue();

        _sinks.Graph.Received.ShouldHaveSingleItem().Card.GetRawText().ShouldNotContain("Possible repeat");
    }

    [Fact]
    public async Task Without_a_sign_in_Graph_stays_due_and_health_says_what_to_do()
    {
        await using var bridge = await TestBridge.StartAsync(GraphSettings(), configure: RouteEntraToTheSink);

        (await bridge.DeliverAsync(TestBridge.Event("root-run-instances"))).IsDelivered.ShouldBeFalse();

        using var client = new HttpClient();
        (await client.GetStringAsync(bridge.HealthUrl, TestContext.Current.CancellationToken)).ShouldContain("rootwatch teams sign-in");
    }

    [Theory]
    [InlineData(429, "1")]
    [InlineData(502, null)]
    [InlineData(503, null)]
    public async Task Graphs_passing_faults_are_tried_again(int status, string? retryAfter)
    {
        await SignInAsync();
        _sinks.Graph.Faults.Enqueue(new Fault.Status(status, "<html>Bad gateway</html>", "text/html", retryAfter));
        await using var bridge = await TestBridge.StartAsync(GraphSettings(), configure: RouteEntraToTheSink);

        (await bridge.DeliverAsync(TestBridge.Event("root-run-instances"))).Attempts.Count.ShouldBe(1);

        _sinks.Graph.Received.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_flow_that_gives_no_run_id_is_not_believed()
    {
        _sinks.Workflow.Faults.Enqueue(new Fault.Status(200, "<html>Please sign in.</html>", "text/html"));
        await using var bridge = await TestBridge.StartAsync(WorkflowSettings());

        var report = await bridge.DeliverAsync(TestBridge.Event("root-run-instances"));

        report.Attempts[0].IsSuccess.ShouldBeFalse();
    }

    [Fact]
    public async Task What_a_flow_took_is_sent_though_the_answers_body_is_slow_or_cut()
    {
        _sinks.Workflow.Faults.Enqueue(new Fault.SlowBody(TimeSpan.FromMinutes(1)), new Fault.CutBody());
        await using var bridge = await TestBridge.StartAsync(WorkflowSettings());

        (await bridge.DeliverAsync(TestBridge.Event("root-create-user"))).Attempts.ShouldHaveSingleItem().IsSuccess.ShouldBeTrue();
        (await bridge.DeliverAsync(TestBridge.Event("root-create-access-key"))).Attempts.ShouldHaveSingleItem().IsSuccess.ShouldBeTrue();

        _sinks.Workflow.Requests.ShouldBe(2);
    }

    [Fact]
    public async Task What_Graph_took_is_sent_though_the_answers_body_is_slow_or_cut()
    {
        await SignInAsync();
        _sinks.Graph.Faults.Enqueue(new Fault.SlowBody(TimeSpan.FromMinutes(1)));
        await using var bridge = await TestBridge.StartAsync(GraphSettings(), configure: RouteEntraToTheSink);

        (await bridge.DeliverAsync(TestBridge.Event("root-create-user"))).Attempts.ShouldHaveSingleItem().IsSuccess.ShouldBeTrue();
        _sinks.Graph.Faults.Enqueue(new Fault.CutBody());
        (await bridge.DeliverAsync(TestBridge.Event("root-create-access-key"))).Attempts.ShouldHaveSingleItem().IsSuccess.ShouldBeTrue();

        _sinks.Graph.Received.Count.ShouldBe(2);
        _sinks.Graph.Received.ShouldAllBe(post => !post.Card.GetRawText().Contains("Possible repeat"));
    }

    [Fact]
    public async Task A_login_page_in_Graphs_place_is_not_believed()
    {
        await SignInAsync();
        _sinks.Graph.Faults.Always = new Fault.Status(200, "<html>Please sign in.</html>", "text/html");
        await using var bridge = await TestBridge.StartAsync(GraphSettings(), configure: RouteEntraToTheSink);

        (await bridge.DeliverAsync(TestBridge.Event("root-run-instances"))).IsDelivered.ShouldBeFalse();
    }

    [Fact]
    public async Task A_token_that_Graph_doubts_is_renewed_once_and_the_message_sent()
    {
        await SignInAsync();
        _sinks.Graph.Faults.Enqueue(new Fault.BadCredentials());
        await using var bridge = await TestBridge.StartAsync(GraphSettings(), configure: RouteEntraToTheSink);

        (await bridge.DeliverAsync(TestBridge.Event("root-run-instances"))).Attempts.ShouldHaveSingleItem().IsSuccess.ShouldBeTrue();

        _sinks.Graph.Received.ShouldHaveSingleItem();
        _sinks.Graph.Requests.ShouldBe(2);
        _sinks.Entra.Received.ShouldBe(["authorization_code", "refresh_token"]);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(400)]
    public async Task Where_the_first_message_is_gone_the_next_is_posted_as_a_new_one(int status)
    {
        await SignInAsync();
        await using var bridge = await TestBridge.StartAsync(GraphSettings(), configure: RouteEntraToTheSink);
        await bridge.DeliverAsync(TestBridge.Event("root-create-user"));
        if (status == 404)
        {
            _sinks.Graph.Delete(_sinks.Graph.Received[0].Id);
        }
        else
        {
            _sinks.Graph.Faults.Enqueue(new Fault.Status(status, """{"error":{"code":"BadRequest"}}""", "application/json"));
        }

        (await bridge.DeliverAsync(TestBridge.Event("root-create-access-key"))).Attempts.ShouldHaveSingleItem().IsSuccess.ShouldBeTrue();

        _sinks.Graph.Received.Select(post => post.ReplyTo).ShouldBe([null, null]);
        await bridge.DeliverAsync(TestBridge.Event("root-stop-logging"));
        _sinks.Graph.Received[2].ReplyTo.ShouldBe(_sinks.Graph.Received[1].Id, "the new one is the thread now");
    }

    [Fact]
    public async Task A_reply_is_sent_though_the_first_card_hangs_and_the_log_names_the_cause()
    {
        await SignInAsync();
        var log = new LinesLogged();
        await using var bridge = await TestBridge.StartAsync(GraphSettings(), configure: services => RouteEntraToTheSink(services.AddLogging(logging => logging.AddProvider(log))));
        await bridge.DeliverAsync(TestBridge.Event("root-create-user"));
        var requests = 0;
        _sinks.Graph.Faults.Choose = () => ++requests == 2 ? new Fault.Hang() : null;

        (await bridge.DeliverAsync(TestBridge.Event("root-create-access-key"))).Attempts.ShouldHaveSingleItem().IsSuccess.ShouldBeTrue();

        _sinks.Graph.Received.Count.ShouldBe(2);
        log.Lines.ShouldContain("The first message of an incident could not be changed to its present state: no answer in time");
    }

    [Theory]
    [InlineData(403, "HTTP 403; the account needs the permission ChannelMessage.ReadWrite")]
    [InlineData(429, "HTTP 429")]
    [InlineData(503, "HTTP 503")]
    public async Task Why_the_first_card_stays_as_it_was_is_logged_truthfully(int status, string cause)
    {
        await SignInAsync();
        var log = new LinesLogged();
        await using var bridge = await TestBridge.StartAsync(GraphSettings(), configure: services => RouteEntraToTheSink(services.AddLogging(logging => logging.AddProvider(log))));
        await bridge.DeliverAsync(TestBridge.Event("root-create-user"));
        var requests = 0;
        _sinks.Graph.Faults.Choose = () => ++requests == 2 ? new Fault.Status(status, "<html>", "text/html") : null;

        await bridge.DeliverAsync(TestBridge.Event("root-create-access-key"));

        log.Lines.ShouldContain($"The first message of an incident could not be changed to its present state: {cause}");
    }

    [Fact]
    public async Task A_vault_that_hangs_holds_no_alert_up_and_locks_nobody_out()
    {
        await using var vault = new RawServer(string.Empty, RawServer.After.Stall);
        var settings = GraphSettings();
        settings["Teams:Graph:TokenCacheSecret"] = $"https://127.0.0.1:{vault.Url.Port}/secrets/tokens";
        await using var services = Services(settings);
        var account = services.GetRequiredService<GraphAccount>();

        foreach (var _ in Enumerable.Range(1, 2))
        {
            var started = TimeProvider.System.GetTimestamp();
            (await account.PrepareAsync(TestContext.Current.CancellationToken)).ShouldBeOfType<RootWatch.Bridge.Notifications.SendOutcome.Unavailable>();
            TimeProvider.System.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(15), "left alone, it would be for good");
        }
    }

    [Fact]
    public async Task Who_is_on_call_is_mentioned_in_the_card_of_what_is_urgent_and_of_nothing_else()
    {
        var settings = WorkflowSettings();
        (settings["Teams:OnCall:0:Name"], settings["Teams:OnCall:0:Id"]) = ("Kim Example", "kim@example.com");
        await using var bridge = await TestBridge.StartAsync(settings);

        await bridge.DeliverAsync(TestBridge.Event("root-console-login-mfa"));
        await bridge.DeliverAsync(TestBridge.Event("root-create-access-key"));

        var (calm, urgent) = (_sinks.Workflow.Received[0].Card, _sinks.Workflow.Received[1].Card);
        calm.GetProperty("msteams").TryGetProperty("entities", out _).ShouldBeFalse();
        calm.GetRawText().ShouldNotContain("On call");
        var mention = urgent.GetProperty("msteams").GetProperty("entities").EnumerateArray().ShouldHaveSingleItem();
        mention.GetProperty("text").GetString().ShouldBe("<at>Kim Example</at>");
        mention.GetProperty("mentioned").GetProperty("id").GetString().ShouldBe("kim@example.com");
        urgent.GetProperty("body").EnumerateArray().ShouldContain(element => element.GetRawText().Contains("On call: \\u003Cat\\u003EKim Example", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Through_Graph_the_message_mentions_them_and_the_refreshed_card_does_not_again()
    {
        const string Kim = "33333333-3333-4333-8333-333333333333";
        await SignInAsync();
        var settings = GraphSettings();
        (settings["Teams:OnCall:0:Name"], settings["Teams:OnCall:0:Id"]) = ("Kim Example", Kim);
        await using var bridge = await TestBridge.StartAsync(settings, configure: RouteEntraToTheSink);

        await bridge.DeliverAsync(TestBridge.Event("root-create-user"));
        await bridge.DeliverAsync(TestBridge.Event("root-create-access-key"));

        _sinks.Graph.Received.Select(post => string.Join(',', post.Mentioned)).ShouldBe([string.Empty, Kim]);
        _sinks.Graph.Patches.ShouldHaveSingleItem().Mentioned.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("root-run-instances", "漢字")]
    [InlineData("root-create-access-key", "Kim Example")]
    public async Task However_many_are_on_call_what_goes_out_through_Graph_is_never_too_large(string sample, string name)
    {
        await SignInAsync();
        var settings = GraphSettings();
        foreach (var number in Enumerable.Range(0, 300))
        {
            (settings[$"Teams:OnCall:{number}:Name"], settings[$"Teams:OnCall:{number}:Id"]) = (string.Concat(Enumerable.Repeat(name, 10)), $"33333333-3333-4333-8333-{number:D12}");
        }

        List<long> sizes = [];
        await using var bridge = await TestBridge.StartAsync(settings, configure: services =>
        {
            RouteEntraToTheSink(services);
            services.ConfigureHttpClientDefaults(client => client.AddHttpMessageHandler(() => new Measure(sizes)));
        });

        (await bridge.DeliverAsync(TestBridge.Event(sample))).IsDelivered.ShouldBeTrue();

        _sinks.Graph.Received.ShouldHaveSingleItem().Mentioned.Count.ShouldBeInRange(1, 20);
        sizes.Max().ShouldBeInRange(5_000, 28_672);
    }

    [Fact]
    public async Task A_sign_in_begins_at_Entra_with_what_the_answer_must_bring_back()
    {
        await using var services = Services();

        var request = await services.GetRequiredService<GraphSignIn>().BeginAsync(new Uri("http://localhost:7072/"), TestContext.Current.CancellationToken);

        request.Url.AbsoluteUri.ShouldStartWith("https://login.microsoftonline.com/tenant-id/oauth2/v2.0/authorize?");
        request.Url.Query.ShouldContain("state=" + request.State);
        request.Url.Query.ShouldContain("code_challenge=");
        Uri.UnescapeDataString(request.Url.Query).ShouldContain("ChannelMessage.Send");
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task The_token_cache_is_its_owners_alone()
    {
        await SignInAsync();

        File.GetUnixFileMode(CachePath).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private Dictionary<string, string?> WorkflowSettings() =>
        new(StringComparer.Ordinal) { ["Teams:Via"] = "Workflow", ["Teams:Workflow:Url"] = _sinks.WorkflowUrl.AbsoluteUri };

    private Dictionary<string, string?> GraphSettings() => new(StringComparer.Ordinal)
    {
        ["Teams:Via"] = "Graph",
        ["Teams:Graph:TenantId"] = "tenant-id",
        ["Teams:Graph:ClientId"] = "11111111-1111-4111-8111-111111111111",
        ["Teams:Graph:ClientSecret"] = "the-client-secret",
        ["Teams:Graph:TeamId"] = "team-id",
        ["Teams:Graph:ChannelId"] = "19:channel@thread.tacv2",
        ["Teams:Graph:TokenCachePath"] = CachePath,
        ["Teams:Graph:BaseUrl"] = _sinks.GraphUrl.AbsoluteUri,
    };

    private async Task SignInAsync()
    {
        await using var services = Services();
        var signIn = services.GetRequiredService<GraphSignIn>();
        var request = await signIn.BeginAsync(new Uri("http://localhost:7072/"), TestContext.Current.CancellationToken);
        (await signIn.CompleteAsync(request, EntraSink.Code, TestContext.Current.CancellationToken)).ShouldBe("rootwatch@example.com");
    }

    private ServiceProvider Services(Dictionary<string, string?>? settings = null)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings ?? GraphSettings()).Build()).AddBridge();
        RouteEntraToTheSink(services);
        return services.BuildServiceProvider();
    }

    // MSAL insists on https, which the sink does not speak.
    private void RouteEntraToTheSink(IServiceCollection services) =>
        services.ConfigureHttpClientDefaults(client => client.AddHttpMessageHandler(() => new ToTheSink(_sinks.BaseAddress)));

    private sealed class Measure(List<long> sizes) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Content is not null)
            {
                await request.Content.LoadIntoBufferAsync(cancellationToken);
                sizes.Add(request.Content.Headers.ContentLength!.Value);
            }

            return await base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class ToTheSink(Uri sink) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = new Uri(sink, request.RequestUri!.PathAndQuery);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
