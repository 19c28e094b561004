using System.Net;

namespace RootWatch.Bridge.AccountReader;

/// <summary>What error answers of AWS's services mean for whoever asks about an account.</summary>
/// <remarks>https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/CommonErrors.html, https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html</remarks>
internal static class ReaderErrors
{
    /// <summary>Whether new credentials may help.</summary>
    public static bool IsOfCredentials(ServiceAnswer answer) =>
        !answer.IsSuccess && answer.Code is "ExpiredToken" or "ExpiredTokenException" or "RequestExpired" or "InvalidToken" or "TokenRefreshRequired" or "InvalidSignatureException" or "SignatureDoesNotMatch"
            or "InvalidClientTokenId" or "UnrecognizedClientException" or "UnrecognizedClient" or "AuthFailure";

    public static AccountReaderException Of(AwsPlace place, ServiceAnswer answer)
    {
        var code = answer.Code;
        var reason = answer.IsHtml ? $"{place.Name}: HTTP {(int)answer.Status} with a page instead of an answer"
            : code is null ? $"{place.Name}: HTTP {(int)answer.Status}"
            : $"{place.Name}: HTTP {(int)answer.Status} {code}";
        return code switch
        {
            "Throttling" or "ThrottlingException" or "Throttled" or "ThrottledException" or "RequestLimitExceeded" or "RequestThrottled" or "RequestThrottledException" or "TooManyRequestsException" or "SlowDown"
                => new(ReaderRefusal.Throttled, reason),
            _ when answer.Status is HttpStatusCode.TooManyRequests => new(ReaderRefusal.Throttled, reason),
            "InvalidNextTokenException" => new(ReaderRefusal.ExpiredToken, reason),
            "AccessDenied" or "AccessDeniedException" or "UnauthorizedOperation" or "AuthorizationError" or "NotAuthorized" or "OperationNotPermittedException" or "UnsupportedOperationException" or "AWSOrganizationsNotInUseException"
                => new(ReaderRefusal.Denied, reason),

            // So answers a region that the account has not switched on: it knows none of its credentials.
            "OptInRequired" or "RegionDisabledException" or "UnrecognizedClientException" or "UnrecognizedClient" or "InvalidClientTokenId" or "AuthFailure"
                => new(ReaderRefusal.Denied, $"{reason}: {place.Region.SystemName} may not be enabled in this account"),
            _ => new(ReaderRefusal.Unavailable, reason),
        };
    }
}
