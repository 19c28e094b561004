using System.Net;
using System.Net.Http.Headers;

namespace RootWatch.Bridge.Notifications;

/// <summary>What came of an attempt to send. Reasons never hold a secret, an address or text of a record.</summary>
public abstract record SendOutcome
{
    /// <summary>Why the message was not sent, or may not have been; null where it was.</summary>
    public string? Why =>
        this switch
        {
            Sent or Accepted => null,
            Refused refused => refused.Reason,
            Unavailable unavailable => unavailable.Reason,
            Unknown unknown => unknown.Reason,
            _ => throw new NotSupportedException(GetType().Name),
        };

    /// <summary>The channel took the message.</summary>
    /// <param name="Proof">The channel's own name for it.</param>
    public sealed record Sent(string Proof) : SendOutcome;

    /// <summary>The channel took the message, which is not to say that anybody sees it.</summary>
    /// <param name="Proof">The channel's own name for it; null where it gave none.</param>
    public sealed record Accepted(string? Proof) : SendOutcome;

    /// <summary>Not sent, and trying again at once is pointless: a setting, a permission or a subscription is wrong.</summary>
    public sealed record Refused(string Reason) : SendOutcome;

    /// <summary>Not sent; later it may succeed.</summary>
    public sealed record Unavailable(string Reason, TimeSpan? RetryAfter = null) : SendOutcome;

    /// <summary>Nobody knows whether it arrived: the next message must say that it may be a repeat.</summary>
    public sealed record Unknown(string Reason) : SendOutcome;

    /// <summary>What an HTTP answer other than success means.</summary>
    public static SendOutcome OfStatus(HttpStatusCode status, TimeSpan? retryAfter, string? code = null)
    {
        var reason = code is null ? $"HTTP {(int)status}" : $"HTTP {(int)status} {code}";
        return status switch
        {
            HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests => new Unavailable(reason, retryAfter),
            // A gateway gave up on whoever stands behind it, which may have taken the message.
            HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout => new Unknown(reason),
            >= HttpStatusCode.InternalServerError => new Unavailable(reason, retryAfter),
            _ => new Refused(reason),
        };
    }

    /// <summary>What a connection that failed means.</summary>
    public static SendOutcome OfFailure(HttpRequestException failure) =>
        failure.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError
            ? new Unavailable(failure.HttpRequestError.ToString())
            : new Unknown(failure.HttpRequestError.ToString());

    /// <summary>Retry-After as a span; a date is read against the channel's own clock, where it sends one.</summary>
    public static TimeSpan? RetryAfterOf(HttpResponseHeaders headers, TimeProvider time)
    {
        var wait = headers.RetryAfter?.Delta ?? (headers.RetryAfter?.Date - (headers.Date ?? time.GetUtcNow()));
        return wait > TimeSpan.Zero ? wait : null;
    }
}
