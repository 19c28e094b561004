using System.Net;

namespace RootWatch.Bridge.Notifications.Sns;

/// <summary>What SNS's error answers mean.</summary>
public static class SnsErrors
{
    /// <summary>Throttling comes as 400 as well as 429; the other 4xx are settings or permissions.</summary>
    public static SendOutcome Classify(HttpStatusCode status, string? code, TimeSpan? retryAfter) =>
        code is "Throttling" or "ThrottlingException" or "Throttled" or "ThrottledException" or "KMSThrottling" or "KMSThrottlingException" or "RequestLimitExceeded"
            ? new SendOutcome.Unavailable(code, retryAfter)
            : SendOutcome.OfStatus(status, retryAfter, Untrusted.Text(code) is { Length: > 0 } known ? known : null);
}
