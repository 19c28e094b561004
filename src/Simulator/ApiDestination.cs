using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace RootWatch.Simulator;

/// <summary>
/// Delivers events to an HTTP endpoint as an EventBridge API destination does: 5 s for each attempt, its
/// retry table, Retry-After, no redirects, and a dead-letter queue.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-api-destinations.html</remarks>
public sealed class ApiDestination(Uri endpoint, ApiDestinationConnection connection, RetryPolicy policy, TimeProvider time, Random jitter) : IDisposable
{
    private const int LongestBody = 2048;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
    {
        Timeout = System.Threading.Timeout.InfiniteTimeSpan,
    };

    private readonly ConcurrentQueue<DeadLetter> _deadLetters = new();

    public IReadOnlyCollection<DeadLetter> DeadLetters => _deadLetters;

    /// <summary>Called when a retry has been scheduled; with a fake clock, the place to advance it by the wait.</summary>
    public Action<Attempt, TimeSpan>? RetryScheduled { get; init; }

    public async Task<DeliveryReport> DeliverAsync(ReadOnlyMemory<byte> envelope, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        List<Attempt> attempts = [];
        while (true)
        {
            var attempt = await AttemptAsync(envelope, attempts.Count + 1, cancellationToken);
            attempts.Add(attempt);
            if (attempt.IsSuccess)
            {
                return new DeliveryReport(attempts, DeadLetter: null);
            }

            var wait = WaitAfter(attempt);
            if (GiveUpReason(attempt, wait, time.GetElapsedTime(started)) is { } reason)
            {
                var deadLetter = new DeadLetter(envelope, $"{attempt.Status?.ToString() ?? attempt.Fault.ToString()}: {reason}");
                _deadLetters.Enqueue(deadLetter);
                return new DeliveryReport(attempts, deadLetter);
            }

            var waiting = Task.Delay(wait, time, cancellationToken);
            RetryScheduled?.Invoke(attempt, wait);
            await waiting;
        }
    }

    public void Dispose() => _client.Dispose();

    private static TimeSpan? RetryAfterOf(HttpResponseMessage response, DateTimeOffset now)
    {
        if (response.Headers.TryGetValues("Retry-After", out var values) && int.TryParse(values.First(), CultureInfo.InvariantCulture, out var seconds))
        {
            return TimeSpan.FromSeconds(seconds);
        }

        // A date in the past asks for a retry at once: only a negative number forbids one.
        return response.Headers.RetryAfter?.Date - now is { } wait && wait > TimeSpan.Zero ? wait : null;
    }

    private TimeSpan WaitAfter(Attempt attempt)
    {
        TimeSpan backoff;
        lock (jitter)
        {
#pragma warning disable CA5394 // Jitter is no secret, and a seed makes it repeatable.
            backoff = RetryPolicy.Backoff(attempt.Number, jitter.NextDouble());
#pragma warning restore CA5394
        }

        return attempt.RetryAfter > backoff ? attempt.RetryAfter.Value : backoff;
    }

    private string? GiveUpReason(Attempt attempt, TimeSpan wait, TimeSpan age) =>
        !attempt.IsRetriable ? "not retriable"
        : attempt.RetryAfter < TimeSpan.Zero ? "the endpoint forbade a retry"
        : attempt.Number > policy.MaximumRetryAttempts ? "the retries are used up"
        : age + wait > policy.MaximumEventAge ? "the event is too old"
        : null;

    private async Task<Attempt> AttemptAsync(ReadOnlyMemory<byte> envelope, int number, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        using var timeout = new CancellationTokenSource(Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using var request = Request(envelope);
            using var response = await _client.SendAsync(request, either.Token);
            var body = await response.Content.ReadAsStringAsync(either.Token);
            return new Attempt(
                number, response.StatusCode, AttemptFault.None, time.GetElapsedTime(started), RetryAfterOf(response, time.GetUtcNow()),
                body.Length > LongestBody ? body[..LongestBody] : body);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new Attempt(number, Status: null, AttemptFault.Timeout, time.GetElapsedTime(started), RetryAfter: null, string.Empty);
        }
        // A peer that goes away just after the handshake shows as the socket's own exception.
        catch (Exception failure) when (failure is HttpRequestException or SocketException)
        {
            var fault = failure is HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } ? AttemptFault.NameNotResolved : AttemptFault.ConnectionFailed;
            return new Attempt(number, Status: null, fault, time.GetElapsedTime(started), RetryAfter: null, string.Empty);
        }
    }

    private HttpRequestMessage Request(ReadOnlyMemory<byte> envelope)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = new ReadOnlyMemoryContent(envelope) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        request.Headers.TryAddWithoutValidation("User-Agent", "Amazon/EventBridge/ApiDestinations");
        request.Headers.TryAddWithoutValidation("Range", "bytes=0-1048575");
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip,deflate");
        request.Headers.ConnectionClose = true;
        request.Headers.TryAddWithoutValidation(connection.HeaderName, connection.HeaderValue);
        foreach (var (name, value) in connection.StaticHeaders)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }
}
