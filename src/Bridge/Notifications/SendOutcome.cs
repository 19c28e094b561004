using System.Net;
using System.Net.Sockets;

namespace RootWatch.Bridge.Notifications;

/// <summary>What came of an attempt to send. Reasons never hold a secret, an address or text of a record.</summary>
public abstract record SendOutcome
{
    /// <summary>Why the message was not sent, or may not have been; null where it was.</summary>
    public string? Why =>
        this switch
        {
            Succeeded or Accepted => null,
            Rejected rejected => rejected.Reason,
            Refused refused => refused.Reason,
            Unrecognized unrecognized => unrecognized.Reason,
            Unavailable unavailable => unavailable.Reason,
            Unknown unknown => unknown.Reason,
            _ => throw new NotSupportedException(GetType().Name),
        };

    /// <summary>Somebody must change something: a setting, a permission, what stands at the address.</summary>
    public bool NeedsPeople => this is Refused or Unrecognized;

    /// <summary>The channel took the message.</summary>
    /// <param name="Proof">The channel's own name for it; null where its answer was cut off before it said so.</param>
    public sealed record Succeeded(string? Proof) : SendOutcome
    {
        /// <summary>It stands under another message, so no message can stand under it.</summary>
        public bool IsReply { get; init; }
    }

    /// <summary>The channel took the message, which is not to say that anybody sees it.</summary>
    /// <param name="Proof">The channel's own name for it; null where it gave none.</param>
    public sealed record Accepted(string? Proof) : SendOutcome;

    /// <summary>Not sent: the channel can never take this message, whatever anybody changes.</summary>
    public sealed record Rejected(string Reason) : SendOutcome;

    /// <summary>Not sent, and trying again at once is pointless: an identity, an address or a permission is wrong at the moment.</summary>
    public sealed record Refused(string Reason) : SendOutcome
    {
        /// <summary>It is the credentials that are doubted: new ones may be taken.</summary>
        public bool IsOfCredentials { get; init; }
    }

    /// <summary>The answer says success, but is not the channel's: a login page, a proxy. Nobody knows whether it arrived.</summary>
    public sealed record Unrecognized(string Reason) : SendOutcome;

    /// <summary>Not sent; later it may succeed.</summary>
    public sealed record Unavailable(string Reason, TimeSpan? RetryAfter = null) : SendOutcome;

    /// <summary>Nobody knows whether it arrived: the next message must say that it may be a repeat.</summary>
    public sealed record Unknown(string Reason) : SendOutcome;

    /// <summary>What an HTTP answer other than success means, as far as its status alone says it.</summary>
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

    /// <summary>What it means that there is no answer. Names the cause, and quotes nothing.</summary>
    /// <param name="failure">What a client threw, which may lie beneath what other layers made of it.</param>
    public static SendOutcome OfFailure(Exception failure)
    {
        var causes = Causes(failure).ToList();
        var socket = causes.OfType<SocketException>().FirstOrDefault()?.SocketErrorCode;
        var error = causes.Select(static cause => cause switch { HttpRequestException request => request.HttpRequestError, HttpIOException io => io.HttpRequestError, _ => HttpRequestError.Unknown })
            .FirstOrDefault(static error => error is not HttpRequestError.Unknown);
        return (error, socket) switch
        {
            (HttpRequestError.NameResolutionError, _) or (_, SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData) => new Unavailable("its name cannot be resolved"),
            (HttpRequestError.SecureConnectionError, _) => new Unavailable("no TLS connection"),
            (_, SocketError.ConnectionRefused) => new Unavailable("connection refused"),
            (HttpRequestError.ConnectionError, _) or (_, SocketError.HostUnreachable or SocketError.NetworkUnreachable) => new Unavailable("no connection"),
            (_, SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown) => new Unknown("connection reset"),
            (HttpRequestError.ResponseEnded, _) => new Unknown("connection closed before the answer"),
            _ when causes.Exists(static cause => cause is OperationCanceledException or TimeoutException) => new Unknown("no answer in time"),
            _ when causes.Exists(static cause => cause is HttpRequestException or IOException) => new Unknown("no readable answer"),

            // Its type alone: a message may quote an address that is a secret.
            _ => new Unknown(failure.GetType().Name),
        };
    }

    private static IEnumerable<Exception> Causes(Exception? failure)
    {
        for (; failure is not null; failure = failure.InnerException)
        {
            yield return failure;
        }
    }
}
