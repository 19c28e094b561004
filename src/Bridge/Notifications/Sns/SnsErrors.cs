using System.Net;
using RootWatch.Bridge.Clients;

namespace RootWatch.Bridge.Notifications.Sns;

/// <summary>What AWS's error answers mean, SNS's and STS's.</summary>
/// <remarks>https://docs.aws.amazon.com/sns/latest/api/CommonErrors.html, https://docs.aws.amazon.com/sns/latest/api/API_Publish.html#API_Publish_Errors</remarks>
internal static class SnsErrors
{
    /// <summary>What an answer other than success means. Only what SNS says of the message itself is final.</summary>
    public static SendOutcome Classify(CapturedResponse answer, TimeProvider time)
    {
        var xml = AwsXml.Read(answer.Body);
        var code = CapturedResponse.CodeOf(xml["Code"]);
        return code switch
        {
            // Throttling comes as 400 as well as 429.
            "Throttling" or "ThrottlingException" or "Throttled" or "ThrottledException" or "KMSThrottling" or "KMSThrottlingException" or "RequestLimitExceeded" or "TooManyRequestsException"
                => new SendOutcome.Unavailable(code, answer.RetryAfter(time)),

            // AWS could not ask the identity provider for its keys, and says to try again.
            "IDPCommunicationError" or "IDPCommunicationErrorException" => new SendOutcome.Unavailable($"HTTP {(int)answer.Status} {code}", answer.RetryAfter(time)),
            _ when IsOfCredentials(answer.Status, code) => new SendOutcome.Refused(Reason(answer, code, time)) { IsOfCredentials = true },
            _ when answer.Status is HttpStatusCode.RequestEntityTooLarge || (answer.Status is HttpStatusCode.BadRequest && IsOfContent(code, xml["Message"]))
                => new SendOutcome.Rejected(Reason(answer, code, time)),
            _ => SendOutcome.OfStatus(answer.Status, answer.RetryAfter(time), code),
        };
    }

    private static bool IsOfCredentials(HttpStatusCode status, string? code) =>
        code is "ExpiredToken" or "ExpiredTokenException" or "InvalidClientTokenId" or "InvalidAccessKeyId" or "InvalidToken" or "UnrecognizedClient" or "UnrecognizedClientException"
            or "RequestExpired" or "RequestTimeTooSkewed" or "SignatureDoesNotMatch" or "InvalidSignature" or "InvalidSignatureException" or "InvalidSecurity" or "InvalidSecurityToken"
            or "IncompleteSignature" or "MissingAuthenticationToken" or "InvalidIdentityToken" or "InvalidIdentityTokenException" or "TokenRefreshRequired"
        || status is HttpStatusCode.Unauthorized;

    // The same codes are used of the topic's ARN, which is a setting.
    private static bool IsOfContent(string? code, string? text) =>
        code is "InvalidParameter" or "InvalidParameterValue" or "InvalidParameterException" or "InvalidParameterValueException" or "ParameterValueInvalid" or "ValidationError" or "ValidationException" or "MessageTooLong"
        && !(text is not null && (text.Contains("Arn", StringComparison.OrdinalIgnoreCase) || text.Contains("Topic", StringComparison.OrdinalIgnoreCase)));

    // A signature is good for minutes only: a clock that is wrong looks like wrong credentials.
    private static string Reason(CapturedResponse answer, string? code, TimeProvider time) =>
        (code is null ? $"HTTP {(int)answer.Status}" : $"HTTP {(int)answer.Status} {code}")
        + (IsOfCredentials(answer.Status, code) && answer.ClockSkew("AWS's", time) is { } skew ? $": {skew}" : string.Empty);
}
