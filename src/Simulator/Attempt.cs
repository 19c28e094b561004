using System.Net;

namespace RootWatch.Simulator;

/// <summary>One request of a delivery.</summary>
/// <param name="Number">1 for the first.</param>
/// <param name="Status">The answer's status; null where there was none.</param>
/// <param name="Fault">Why there was none.</param>
/// <param name="Elapsed">From sending to the answer's last byte.</param>
/// <param name="RetryAfter">What the answer's Retry-After asked for; may be negative.</param>
/// <param name="Body">The answer's body, at most its first 2,048 characters.</param>
public sealed record Attempt(int Number, HttpStatusCode? Status, AttemptFault Fault, TimeSpan Elapsed, TimeSpan? RetryAfter, string Body)
{
    public bool IsSuccess => Status is { } status && (int)status is >= 200 and < 300;

    /// <summary>EventBridge retries timeouts, broken connections, 401, 407, 409, 429 and 5xx, and nothing else.</summary>
    public bool IsRetriable =>
        Fault is AttemptFault.Timeout or AttemptFault.ConnectionFailed || (Status is { } status && (int)status is 401 or 407 or 409 or 429 or (>= 500 and < 600));
}
