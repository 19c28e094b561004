using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace RootWatch.EndToEnd.Tests;

/// <summary>The programs as users start them: processes with arguments and an environment.</summary>
public sealed class ProcessTests
{
    [Fact]
    public async Task The_function_app_carries_a_sign_in_from_its_managed_identity_to_SNS_and_Teams()
    {
        await using var aws = await MotoServer.StartAsync();
        var topic = await aws.CreateTopicAsync("root-use");
        var role = await aws.CreateRoleAsync("rootwatch-bridge", "sns:Publish");
        await using var sinks = await RecordingSinks.StartAsync(TimeProvider.System, TestContext.Current.CancellationToken);
        await using var app = Start("RootWatch.LocalHost.dll", ["--port", "0"], new(StringComparer.Ordinal)
        {
            ["LocalHost__FunctionKeys__0"] = TestBridge.Key,
            ["Sns__TopicArn"] = topic.Arn,
            ["Sns__ServiceUrl"] = aws.Url.AbsoluteUri,
            ["Aws__RoleArn"] = role,
            ["Aws__TokenAudience"] = "api://rootwatch",
            ["Aws__StsServiceUrl"] = aws.Url.AbsoluteUri,
            ["IDENTITY_ENDPOINT"] = sinks.IdentityUrl.AbsoluteUri,
            ["IDENTITY_HEADER"] = ManagedIdentitySink.Header,
            ["Teams__Via"] = "Workflow",
            ["Teams__Workflow__Url"] = sinks.WorkflowUrl.AbsoluteUri,
        });
        using var eventBridge = new ApiDestination(await EventsUrlAsync(app), TestBridge.Connection, new RetryPolicy { MaximumRetryAttempts = 3 }, TimeProvider.System, new Random(1));

        var report = await eventBridge.DeliverAsync(TestBridge.Event("root-console-login-no-mfa"), TestContext.Current.CancellationToken);

        report.IsDelivered.ShouldBeTrue(app.Output);

        // A busy machine may be too slow for an attempt, which is then repeated, and says so.
        var messages = await aws.ReceiveAsync(topic);
        messages.ShouldNotBeEmpty();
        messages.Count(message => !message.Contains("(repeat?)", StringComparison.Ordinal)).ShouldBeLessThanOrEqualTo(1);
        sinks.Workflow.Received.ShouldNotBeEmpty();
        sinks.Workflow.Received.Count(post => !post.Card.GetRawText().Contains("Possible repeat", StringComparison.Ordinal)).ShouldBeLessThanOrEqualTo(1);
        sinks.ManagedIdentity.Received.Distinct(StringComparer.Ordinal).ShouldBe(["api://rootwatch"]);
        app.Output.ShouldContain(".1.teams told, proof run0000");
        app.Output.ShouldNotContain("the-webhooks-secret");
        app.Output.ShouldNotContain(sinks.WorkflowUrl.AbsolutePath);
        app.Output.ShouldNotContain(TestBridge.Key);
    }

    [Fact]
    public async Task Neither_a_dead_channel_nor_a_hostile_record_brings_a_secret_or_a_forged_line_into_the_log()
    {
        await using var app = Start("RootWatch.LocalHost.dll", ["--port", "0"], new(StringComparer.Ordinal)
        {
            ["LocalHost__FunctionKeys__0"] = TestBridge.Key,
            ["Teams__Via"] = "Workflow",
            ["Teams__Workflow__Url"] = "http://127.0.0.1:9/workflows/the-secret-path?sig=the-webhooks-secret",
        });
        using var eventBridge = new ApiDestination(await EventsUrlAsync(app), TestBridge.Connection, new RetryPolicy { MaximumRetryAttempts = 0 }, TimeProvider.System, new Random(1));

        await eventBridge.DeliverAsync(TestBridge.Event("root-hostile-text"), TestContext.Current.CancellationToken);
        await eventBridge.DeliverAsync(
            JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object>(StringComparer.Ordinal) { ["detail-type"] = "odd\ncrit: forged", ["detail"] = new { } }),
            TestContext.Current.CancellationToken);

        await app.SawAsync("detail-type odd\\ncrit: forged reach the bridge");
        await app.SawAsync(".1.teams is still due: connection refused");
        app.Output.ShouldNotContain("secret");
        app.Output.ShouldNotContain("evil.example");
    }

    [Fact]
    public async Task The_function_app_ends_with_an_error_that_names_the_setting()
    {
        await using var app = Start("RootWatch.LocalHost.dll", [], new(StringComparer.Ordinal) { ["LocalHost__FunctionKeys__0"] = TestBridge.Key });

        (await app.ExitCodeAsync()).ShouldNotBe(0);

        app.Output.ShouldContain("Set Sns:TopicArn, or Teams:Via");
    }

    [Fact]
    public async Task The_function_app_reads_local_settings_json()
    {
        var folder = Directory.CreateTempSubdirectory("rootwatch-").FullName;
        await File.WriteAllTextAsync(
            Path.Combine(folder, "local.settings.json"),
            """{"Values":{"LocalHost__FunctionKeys__0":"the-function-key-of-the-tests","Sns__TopicArn":"arn:aws:sns:eu-central-1:111122223333:root-use"}}""",
            TestContext.Current.CancellationToken);
        await using var app = Start("RootWatch.LocalHost.dll", ["--port", "0"], folder: folder);
        using var client = new HttpClient();

        using var health = await client.GetAsync(new Uri(await EventsUrlAsync(app), "health"), TestContext.Current.CancellationToken);

        health.StatusCode.ShouldBe(HttpStatusCode.OK);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Serve_runs_without_any_setting_and_shows_what_it_tells()
    {
        await using var serve = Start("rootwatch.dll", ["serve", "--port", "0"]);
        var key = (await serve.SawAsync("for events ")).Split(' ', StringSplitOptions.RemoveEmptyEntries)[2];
        var operators = (await serve.SawAsync("for operators ")).Split("ROOTWATCH_FUNCTION_KEY=")[1].Trim();
        var url = (await serve.SawAsync("The bridge listens on ")).Split("listens on ")[1].Split(' ')[0];
        await serve.SawAsync("No channel is set.");

        var send = await RunAsync(["send", Repository.PathOf("tests/Samples/cloudtrail/root-create-user.json"), "--to", url, "--key", key], []);

        send.ExitCode.ShouldBe(0, send.Output);
        await serve.SawAsync("SNS    LOW - 111122223333: ");
        await serve.SawAsync("Teams  LOW · ");
        (await RunAsync(["expect", "list", "--to", url, "--key", operators], [])).ExitCode.ShouldBe(0);
        var refused = await RunAsync(["expect", "list", "--to", url, "--key", key], []);
        refused.ExitCode.ShouldBe(1);
        refused.Output.ShouldContain("401");
    }

    [Fact]
    public async Task Serve_keeps_to_the_settings_there_are_and_prints_none_of_their_secrets()
    {
        await using var sinks = await RecordingSinks.StartAsync(TimeProvider.System, TestContext.Current.CancellationToken);
        await using var serve = Start("rootwatch.dll", ["serve", "--port", "0"], new(StringComparer.Ordinal)
        {
            ["LocalHost__FunctionKeys__0"] = TestBridge.Key,
            ["Teams__Via"] = "Workflow",
            ["Teams__Workflow__Url"] = sinks.WorkflowUrl.AbsoluteUri,
        });
        var url = (await serve.SawAsync("The bridge listens on ")).Split("listens on ")[1].Split(' ')[0];

        var send = await RunAsync(["send", Repository.PathOf("tests/Samples/cloudtrail/root-create-user.json"), "--to", url, "--key", TestBridge.Key], []);

        send.ExitCode.ShouldBe(0, send.Output);
        sinks.Workflow.Received.ShouldHaveSingleItem();
        serve.Output.ShouldNotContain(TestBridge.Key);
        serve.Output.ShouldNotContain("the-webhooks-secret");
    }

    [Fact]
    public async Task Serve_ends_with_an_error_that_names_the_setting()
    {
        await using var serve = Start("rootwatch.dll", ["serve", "--port", "0"], new(StringComparer.Ordinal) { ["Sns__TopicArn"] = "wrong" });

        (await serve.ExitCodeAsync()).ShouldBe(1);

        serve.Output.Trim().Split('\n')[^1].ShouldStartWith("Sns:TopicArn is \"wrong\"");
    }

    [Fact]
    public async Task The_function_app_says_without_Core_Tools_how_to_run_it()
    {
        await using var run = Child.Start("dotnet", ["run", "--no-build", "--project", Repository.PathOf("src/FunctionApp")], new Dictionary<string, string>(StringComparer.Ordinal) { ["PATH"] = Path.GetDirectoryName(Tool.Require("dotnet", "the .NET SDK"))! });

        (await run.ExitCodeAsync()).ShouldNotBe(0);

        run.Output.ShouldContain("dotnet run --project src/Cli -- serve");
    }

    [Fact]
    public async Task The_demo_ends_by_itself_and_everything_due_arrives()
    {
        await using var demo = Start("rootwatch.dll", ["demo"]);

        (await demo.ExitCodeAsync()).ShouldBe(0, demo.Output);

        demo.Output.ShouldContain("Everything due arrived, and nothing else: 12 events, 7 messages to SNS, 7 to Teams");
        ShouldBeShownOn("docs/first-steps.md", demo.Output[demo.Output.IndexOf('╭', StringComparison.Ordinal)..].TrimEnd());
    }

    [Fact]
    public async Task Send_delivers_records_and_envelopes_to_a_bridge_that_serves()
    {
        await using var demo = Start("rootwatch.dll", ["demo", "--serve", "--port", "0"]);
        var key = (await demo.SawAsync("x-functions-key")).Split("x-functions-key: ")[1].Split('\'')[0];
        var url = (await demo.SawAsync("--to")).Split("--to ")[1].Split(' ')[0];

        await using var send = Start(
            "rootwatch.dll",
            ["send", Repository.PathOf("tests/Samples/cloudtrail/root-console-login-mfa.json"), Repository.PathOf("tests/Samples/refused/bare-record.json"), "--to", url],
            new(StringComparer.Ordinal) { ["ROOTWATCH_FUNCTION_KEY"] = key });

        (await send.ExitCodeAsync()).ShouldBe(0, send.Output);
        send.Output.ShouldContain("root-console-login-mfa.json: 200 Notified Expected, Low Root signed in to the console.");
        send.Output.ShouldContain("bare-record.json: 200 Notified Expected, Low Root created an IAM user, group or login.");
        (await demo.SawAsync("Root created")).ShouldContain("Expected");
        await demo.SawAsync("SNS    LOW - prod-payments: root signed in with MFA (expected) (111122223333). ");
        await demo.SawAsync("Teams  LOW · ");
    }

    [Theory]
    [InlineData(1, "the-wrong-key-of-the-tests", "Check --key", "tests/Samples/cloudtrail/root-create-user.json")]
    [InlineData(2, TestBridge.Key, "cannot be read", "tests/Samples/refused/not-json.txt")]
    [InlineData(2, TestBridge.Key, "neither an EventBridge event", "package.json")]
    [InlineData(2, TestBridge.Key, "cannot be read", "no-such-file.json")]
    public async Task Send_says_what_to_do_next(int exitCode, string key, string advice, string file)
    {
        await using var sinks = await RecordingSinks.StartAsync(TimeProvider.System, TestContext.Current.CancellationToken);
        await using var bridge = await TestBridge.StartAsync(sinks);
        await using var send = Start("rootwatch.dll", ["send", Repository.PathOf(file), "--to", bridge.EventsUrl.AbsoluteUri, "--key", key, "--retries", "0"]);

        (await send.ExitCodeAsync()).ShouldBe(exitCode, send.Output);

        send.Output.ShouldContain(advice);
    }

    [Theory]
    [InlineData("--help", "Examples:")]
    [InlineData("teams --help", "Example:")]
    [InlineData("demo --help", "Examples:")]
    [InlineData("serve --help", "Examples:")]
    [InlineData("send --help", "Examples:")]
    [InlineData("ledger --help", "Examples:")]
    [InlineData("teams sign-in --help", "Example:")]
    public async Task Help_has_examples(string arguments, string says)
    {
        await using var help = Start("rootwatch.dll", arguments.Split(' '));

        (await help.ExitCodeAsync()).ShouldBe(0);

        help.Output.ShouldContain(says);
    }

    [Fact]
    public async Task Signing_in_without_settings_names_them()
    {
        await using var signIn = Start("rootwatch.dll", ["teams", "sign-in"]);

        (await signIn.ExitCodeAsync()).ShouldBe(2, signIn.Output);

        signIn.Output.ShouldContain("Teams:Via");
    }

    [Theory]
    [InlineData(2, "Teams:Graph:ClientSecret is a Key Vault reference that was not resolved", "Teams__Graph__ClientSecret=@Microsoft.KeyVault(VaultName=v;SecretName=s)")]
    [InlineData(2, "Teams:Graph:LoginUrl is", "Teams__Graph__LoginUrl=http://login.example")]
    [InlineData(1, "The port is taken", "--port=TAKEN")]
    [InlineData(1, "Check --port", "--port=99999")]
    [InlineData(1, "The settings cannot be read", "Teams__Workflow__ReceiptWithinSeconds=soon")]
    public async Task Signing_in_ends_with_a_sentence(int exitCode, string sentence, string wrong)
    {
        using var taken = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var (name, value) = (wrong.Split('=')[0], wrong[(wrong.IndexOf('=', StringComparison.Ordinal) + 1)..]);
        var port = name is not "--port" ? FreePort() : value is "TAKEN" ? ((IPEndPoint)taken.LocalEndpoint).Port.ToString(System.Globalization.CultureInfo.InvariantCulture) : value;
        var settings = GraphSettings();
        if (name is not "--port")
        {
            settings[name] = value;
        }

        await using var signIn = Start("rootwatch.dll", ["teams", "sign-in", "--port", port], settings);

        (await signIn.ExitCodeAsync()).ShouldBe(exitCode, signIn.Output);
        signIn.Output.ShouldContain(sentence);
        signIn.Output.ShouldNotContain("   at ");
        signIn.Output.ShouldNotContain("the-client-secret");
    }

    [Fact]
    public async Task Signing_in_that_Entra_ID_refuses_ends_at_once_and_says_why()
    {
        var port = FreePort();
        await using var signIn = Start("rootwatch.dll", ["teams", "sign-in", "--port", port], GraphSettings());
        var state = (await signIn.SawAsync("state=")).Split("state=")[1].Split('&')[0];
        using var browser = new HttpClient();

        using var refused = await browser.GetAsync(new Uri($"http://localhost:{port}/?error=access_denied&error_description=no&state={state}"), TestContext.Current.CancellationToken);

        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await signIn.ExitCodeAsync()).ShouldBe(1, signIn.Output);
        signIn.Output.ShouldContain("Entra ID refused the sign-in (access_denied)");
    }

    [Fact]
    public async Task Signing_in_takes_the_code_with_the_right_state_alone()
    {
        var port = FreePort();
        await using var signIn = Start("rootwatch.dll", ["teams", "sign-in", "--port", port], GraphSettings());
        var state = (await signIn.SawAsync("state=")).Split("state=")[1].Split('&')[0];
        using var browser = new HttpClient();

        using var forged = await browser.GetAsync(new Uri($"http://localhost:{port}/?code=stolen&state=guessed"), TestContext.Current.CancellationToken);
        using var genuine = await browser.GetAsync(new Uri($"http://localhost:{port}/?code=the-code&state={state}"), TestContext.Current.CancellationToken);

        forged.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        genuine.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await signIn.ExitCodeAsync()).ShouldBe(1, signIn.Output);
        signIn.Output.ShouldContain("Entra ID cannot be reached");
        signIn.Output.ShouldNotContain("the-client-secret");
    }

    [Fact]
    public async Task Windows_are_declared_listed_and_ended_and_coverage_is_shown_from_the_command_line()
    {
        await using var sinks = await RecordingSinks.StartAsync(TimeProvider.System, TestContext.Current.CancellationToken);
        await using var bridge = await TestBridge.StartAsync(sinks);
        await bridge.DeliverAsync(System.Text.Encoding.UTF8.GetBytes("""{"version":"0","id":"1","detail-type":"RootWatch Heartbeat","source":"rootwatch","account":"111122223333","region":"us-east-1","detail":{}}"""));
        string[] to = ["--to", bridge.EventsUrl.AbsoluteUri];
        var key = new Dictionary<string, string>(StringComparer.Ordinal) { ["ROOTWATCH_FUNCTION_KEY"] = TestBridge.Key };

        var declared = await RunAsync(["expect", "--who", "Jo Doe", "--ticket", "CHG-1", "--account", "111122223333", "--task", "email-changed", "--hours", "2", .. to], key);
        var id = declared.Output.Split(' ')[0];
        var list = await RunAsync(["expect", "list", .. to], key);
        var end = await RunAsync(["expect", "end", id, .. to], key);
        var empty = await RunAsync(["expect", "list", .. to], key);
        var coverage = await RunAsync(["coverage", .. to], key);
        var tooLong = await RunAsync(["expect", "--who", "Jo", "--ticket", "T", "--hours", "9", .. to], key);
        var wrongKey = await RunAsync(["coverage", .. to, "--key", "not-the-key-of-this-bridge"], key);
        var nowhere = await RunAsync(["coverage", "--to", "http://127.0.0.1:1"], key);

        declared.ExitCode.ShouldBe(0, declared.Output);
        declared.Output.ShouldContain("111122223333; email-changed; from anywhere; Jo Doe, CHG-1");
        list.Output.ShouldBe(declared.Output);
        end.Output.Trim().ShouldBe("The window has ended.");
        empty.Output.Trim().ShouldBe("No window is open or will be.");
        coverage.Output.ShouldContain("│ 111122223333 │ us-east-1 │ alive │");
        (tooLong.ExitCode, tooLong.Output.Contains("more than 8 hours", StringComparison.Ordinal)).ShouldBe((1, true), tooLong.Output);
        (wrongKey.ExitCode, wrongKey.Output.Trim()).ShouldBe((1, "The bridge answered 401. The key is not valid, or delivers events alone: commands need the host key of operators."));
        nowhere.ExitCode.ShouldBe(2);
        sinks.Sns.Received.Select(message => message.Attributes["kind"]).ShouldBe(["ExpectationDeclared", "ExpectationEnded"]);
    }

    [Theory]
    [InlineData(""","cloudTrail":"Alive","cloudTrailLast":"2026-11-21T11:52:04Z" """, "│ 2026-11-21 11:52:04 ")]
    [InlineData(""","cloudTrail":"Silent","cloudTrailLast":"2026-11-18T09:00:00Z" """, "│ silent, 2026-11-18 ")]
    [InlineData(""","cloudTrail":"NeverHeard","cloudTrailLast":null """, "│ never ")]
    [InlineData("", "│ not known ")]
    public async Task Coverage_says_when_CloudTrail_was_last_seen(string said, string shown)
    {
        await using var bridge = new RawServer(
            RawServer.Answer("200 OK", $$"""[{"account":"111122223333","region":"us-east-1","state":"Alive","last":"2026-11-21T12:00:00Z"{{said}}}]""", contentType: "application/json"), RawServer.After.Close);

        var coverage = await RunAsync(["coverage", "--to", bridge.Url.AbsoluteUri, "--key", "a-key"], []);

        coverage.ExitCode.ShouldBe(0, coverage.Output);
        coverage.Output.ShouldContain(shown);
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string[] arguments, Dictionary<string, string> environment)
    {
        await using var tool = Start("rootwatch.dll", arguments, environment);
        return (await tool.ExitCodeAsync(), tool.Output);
    }

    private static string FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }

    // Without what differs from run to run: durations, and the widths of the columns that hold them.
    // Times differ from run to run, so only another story makes the page stale.
    private static void ShouldBeShownOn(string path, string output)
    {
        var page = File.ReadAllText(Repository.PathOf(path));
        var begin = page.IndexOf('╭', StringComparison.Ordinal);
        var end = page.IndexOf("\n```", begin, StringComparison.Ordinal);
        if (Timeless(page[begin..end]) != Timeless(output))
        {
            Approved.ShouldMatch(page[..begin] + output + page[end..], path);
        }
    }

    private static string Timeless(string output) => Shorten(Shorten(output, @"\d+ ms|\d+\.\d s", "…"), "[─ ]+", " ").Trim();

    private static string Shorten(string text, string pattern, string with) => Regex.Replace(text, pattern, with, RegexOptions.None, TimeSpan.FromSeconds(5));

    // Nobody answers at that address: these tests end before anybody is asked.
    private static Dictionary<string, string> GraphSettings() => new(StringComparer.Ordinal)
    {
        ["Teams__Via"] = "Graph",
        ["Teams__Graph__TenantId"] = "tenant-id",
        ["Teams__Graph__ClientId"] = "11111111-1111-4111-8111-111111111111",
        ["Teams__Graph__ClientSecret"] = "the-client-secret",
        ["Teams__Graph__TeamId"] = "team-id",
        ["Teams__Graph__ChannelId"] = "channel-id",
        ["Teams__Graph__TokenCachePath"] = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"), "tokens.bin"),
        ["Teams__Graph__LoginUrl"] = "https://127.0.0.1:9",
    };

    private static Child Start(string program, IEnumerable<string> arguments, Dictionary<string, string>? environment = null, string? folder = null) =>
        Child.Start("dotnet", arguments.Prepend(Path.Combine(AppContext.BaseDirectory, program)), environment, folder);

    private static async Task<Uri> EventsUrlAsync(Child app)
    {
        var line = await app.SawAsync("Now listening on: ");
        return new Uri(new Uri(line.Split("Now listening on: ")[1].Trim()), "api/events");
    }
}
