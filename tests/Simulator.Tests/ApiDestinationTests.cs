using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using RootWatch.Tests.Time;

namespace RootWatch.Simulator.Tests;

/// <summary>The simulator keeps EventBridge's documented rules.</summary>
public sealed class ApiDestinationTests : IAsyncLifetime
{
    private static readonly byte[] Envelope = "{\"detail-type\":\"x\",\"detail\":{}}"u8.ToArray();

    private readonly FakeTimeProvider _time = new();
    private readonly Queue<(int Status, string? RetryAfter)> _answers = new();
    private readonly List<HttpRequestSeen> _requests = [];
    private readonly List<TimeSpan> _waits = [];
    private WebApplication _endpoint = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port: 0));
        _endpoint = builder.Build();
        _endpoint.Map("/{**path}", AnswerAsync);
        await _endpoint.StartAsync(TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => _endpoint.DisposeAsync();

    [Theory]
    [InlineData(401)]
    [InlineData(407)]
    [InlineData(409)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task These_are_tried_again(int status)
    {
        var report = await DeliverAsync(status, 200);

        report.Attempts.Select(attempt => (int)attempt.Status!).ShouldBe([status, 200]);
        report.IsDelivered.ShouldBeTrue();
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(308)]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(413)]
    [InlineData(415)]
    [InlineData(422)]
    public async Task These_go_to_the_dead_letters_at_once(int status)
    {
        var report = await DeliverAsync(status, 200);

        report.Attempts.ShouldHaveSingleItem();
        report.DeadLetter.ShouldNotBeNull().Reason.ShouldEndWith("not retriable");
        report.DeadLetter.Envelope.ToArray().ShouldBe(Envelope);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(202)]
    [InlineData(204)]
    public async Task Any_2xx_is_delivery(int status) => (await DeliverAsync(status)).IsDelivered.ShouldBeTrue();

    [Fact]
    public async Task The_connections_header_and_the_body_arrive_as_they_are()
    {
        await DeliverAsync(200);

        var request = _requests.ShouldHaveSingleItem();
        request.ShouldBe(new HttpRequestSeen("POST", "the-key", "yes", "application/json; charset=utf-8", "{\"detail-type\":\"x\",\"detail\":{}}"));
    }

    [Fact]
    public async Task A_longer_Retry_After_wins_over_the_policy()
    {
        await DeliverAsync((503, "500"), (200, null));

        _waits.ShouldBe([TimeSpan.FromSeconds(500)]);
    }

    [Fact]
    public async Task A_shorter_Retry_After_does_not_shorten_the_policys_wait()
    {
        await DeliverAsync((503, "0"), (503, "0"), (200, null));

        _waits.ShouldAllBe(wait => wait > TimeSpan.Zero);
    }

    [Fact]
    public async Task A_negative_Retry_After_ends_the_attempts()
    {
        var report = await DeliverAsync((503, "-1"), (200, null));

        report.Attempts.ShouldHaveSingleItem();
        report.DeadLetter.ShouldNotBeNull().Reason.ShouldContain("forbade");
    }

    [Fact]
    public async Task A_Retry_After_date_in_the_past_does_not_end_the_attempts() =>
        (await DeliverAsync((503, "Fri, 31 Dec 1999 23:00:00 GMT"), (200, null))).IsDelivered.ShouldBeTrue();

    [Fact]
    public async Task A_host_name_that_means_nothing_goes_to_the_dead_letters_at_once()
    {
        using var destination = new ApiDestination(
            new Uri("http://no-such-host.invalid/"), new ApiDestinationConnection("x-functions-key", "the-key"), new RetryPolicy(), _time, new Random(1));

        var report = await destination.DeliverAsync(Envelope, TestContext.Current.CancellationToken);

        report.Attempts.ShouldHaveSingleItem().Fault.ShouldBe(AttemptFault.NameNotResolved);
        report.IsDelivered.ShouldBeFalse();
    }

    [Fact]
    public void A_connection_does_not_print_its_key() =>
        new ApiDestinationConnection("x-functions-key", "the-key").ToString().ShouldBe("x-functions-key");

    [Fact]
    public async Task Retries_are_counted()
    {
        using var destination = Destination(new RetryPolicy { MaximumRetryAttempts = 2 });
        Answer(503, 503, 503, 200);

        var report = await destination.DeliverAsync(Envelope, TestContext.Current.CancellationToken);

        report.Attempts.Count.ShouldBe(3);
        destination.DeadLetters.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Age_is_limited()
    {
        using var destination = Destination(new RetryPolicy { MaximumEventAge = TimeSpan.FromMinutes(10) });
        _answers.Enqueue((503, "400"));
        _answers.Enqueue((503, "400"));

        var report = await destination.DeliverAsync(Envelope, TestContext.Current.CancellationToken);

        report.Attempts.Count.ShouldBe(2);
        report.DeadLetter.ShouldNotBeNull().Reason.ShouldContain("too old");
    }

    [Fact]
    public async Task By_default_an_event_is_tried_185_times_again_within_a_day()
    {
        Answer([.. Enumerable.Repeat(503, 200)]);
        using var destination = Destination(new RetryPolicy());

        var report = await destination.DeliverAsync(Envelope, TestContext.Current.CancellationToken);

        report.Attempts.Count.ShouldBe(186);
        _waits.Aggregate((sum, wait) => sum + wait).ShouldBeLessThan(TimeSpan.FromHours(24).Add(TimeSpan.FromHours(1)));
    }

    [Fact]
    public async Task An_endpoint_that_does_not_answer_is_given_up_after_five_seconds_and_tried_again()
    {
        _answers.Enqueue((0, null));
        Answer(200);
        using var destination = Destination(new RetryPolicy());

        var delivering = destination.DeliverAsync(Envelope, TestContext.Current.CancellationToken);
        await _hanging.Task;
        _time.AdvanceInTurn(TimeSpan.FromSeconds(5));
        var report = await delivering;

        report.Attempts.Select(attempt => attempt.Fault).ShouldBe([AttemptFault.Timeout, AttemptFault.None]);
        report.Attempts[0].Elapsed.ShouldBe(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task An_endpoint_that_is_not_there_is_tried_again()
    {
        using var destination = new ApiDestination(
            new Uri("http://127.0.0.1:9/"), new ApiDestinationConnection("x-functions-key", "the-key"), new RetryPolicy { MaximumRetryAttempts = 1 }, _time, new Random(1))
        {
            RetryScheduled = (_, wait) => _time.AdvanceInTurn(wait),
        };

        var report = await destination.DeliverAsync(Envelope, TestContext.Current.CancellationToken);

        report.Attempts.Select(attempt => attempt.Fault).ShouldBe([AttemptFault.ConnectionFailed, AttemptFault.ConnectionFailed]);
    }

    private readonly TaskCompletionSource _hanging = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var request = context.Request;
        _requests.Add(new HttpRequestSeen(
            request.Method, request.Headers["x-functions-key"], request.Headers["x-static"], request.ContentType, await reader.ReadToEndAsync(context.RequestAborted)));
        var (status, retryAfter) = _answers.Dequeue();
        if (status == 0)
        {
            _hanging.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }

        context.Response.StatusCode = status;
        context.Response.Headers.RetryAfter = retryAfter;
        context.Response.Headers.Location = status is >= 300 and < 400 ? "/elsewhere" : default;
    }

    private Task<DeliveryReport> DeliverAsync(params int[] statuses) => DeliverAsync([.. statuses.Select(status => (status, (string?)null))]);

    private async Task<DeliveryReport> DeliverAsync(params (int Status, string? RetryAfter)[] answers)
    {
        foreach (var answer in answers)
        {
            _answers.Enqueue(answer);
        }

        using var destination = Destination(new RetryPolicy());
        return await destination.DeliverAsync(Envelope, TestContext.Current.CancellationToken);
    }

    private void Answer(params int[] statuses)
    {
        foreach (var status in statuses)
        {
            _answers.Enqueue((status, null));
        }
    }

    private ApiDestination Destination(RetryPolicy policy)
    {
        var address = _endpoint.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        var connection = new ApiDestinationConnection("x-functions-key", "the-key")
        {
            StaticHeaders = new Dictionary<string, string>(StringComparer.Ordinal) { ["x-static"] = "yes" },
        };
        return new ApiDestination(new Uri(new Uri(address), "events"), connection, policy, _time, new Random(1))
        {
            RetryScheduled = (_, wait) =>
            {
                _waits.Add(wait);
                _time.AdvanceInTurn(wait);
            },
        };
    }

    private sealed record HttpRequestSeen(string Method, string? Key, string? Static, string? ContentType, string Body);
}
