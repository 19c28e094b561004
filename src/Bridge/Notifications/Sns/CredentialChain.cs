using System.Net;
using Amazon.Runtime;
using RootWatch.Bridge.Clients;

namespace RootWatch.Bridge.Notifications.Sns;

/// <summary>Asks the AWS SDK's own credentials, which may read files, run programs or call services, and may hang in any of them.</summary>
/// <param name="resolve">Finds them.</param>
/// <param name="time">The clock.</param>
internal sealed class CredentialChain(Func<AWSCredentials> resolve, TimeProvider time)
{
    // They renew themselves; where they do not say until when they are good, they are asked again after that time.
    private static readonly TimeSpan AskAgain = TimeSpan.FromMinutes(1);

    private AWSCredentials? _source;

    /// <exception cref="CredentialsException">There are none.</exception>
    public async Task<ExpiringCredentials<ImmutableCredentials>> AcquireAsync(CancellationToken cancellationToken)
    {
        // Taken out while it is asked: another question must not wait behind the lock of one that hangs.
        var source = Interlocked.Exchange(ref _source, null);
        try
        {
            source ??= await Task.Run(resolve, cancellationToken).WaitAsync(cancellationToken);
            var keys = await source.GetCredentialsAsync().WaitAsync(cancellationToken);
            _source = source;
            var now = time.GetUtcNow();
            return new ExpiringCredentials<ImmutableCredentials>(keys, now + AskAgain, source.Expiration is { } end ? new DateTimeOffset(end.ToUniversalTime()) : DateTimeOffset.MaxValue);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            throw new CredentialsException(OutcomeOf(failure));
        }
    }

    public void Forget() => (Interlocked.Exchange(ref _source, null) as RefreshingAWSCredentials)?.ClearCredentials();

    private static SendOutcome OutcomeOf(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is AmazonServiceException { StatusCode: >= HttpStatusCode.Continue } refused)
            {
                var code = CapturedResponse.CodeOf(refused.ErrorCode);
                return SendOutcome.OfStatus(refused.StatusCode, retryAfter: null, code) is SendOutcome.Refused reason ? reason : new SendOutcome.Unavailable($"HTTP {(int)refused.StatusCode} {code}");
            }

            if (cause is HttpRequestException or IOException or WebException or TimeoutException or OperationCanceledException)
            {
                return new SendOutcome.Unavailable(SendOutcome.OfFailure(failure).Why!);
            }
        }

        // The SDK found none anywhere.
        return failure is AmazonClientException ? new SendOutcome.Refused("there are none") : new SendOutcome.Unavailable(failure.GetType().Name);
    }
}
