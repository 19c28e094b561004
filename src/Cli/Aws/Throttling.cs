using RootWatch.Simulator.Aws;

namespace RootWatch.Cli.Aws;

/// <summary>AWS takes only so many calls a second from an account: what it refuses for that reason is asked again.</summary>
internal static class Throttling
{
    private static readonly TimeSpan[] Waits = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(8)];

    /// <param name="call">What only reads, so that it may run again.</param>
    /// <param name="time">What it waits with.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="AwsApiException">AWS refused for another reason, or five times for this one.</exception>
    public static async Task<T> RetryAsync<T>(Func<Task<T>> call, TimeProvider time, CancellationToken cancellationToken)
    {
        foreach (var wait in Waits)
        {
            try
            {
                return await call();
            }
            catch (AwsApiException failure) when (IsPassing(failure.Code))
            {
                // Not all of those that were refused at once come again at once.
                await Task.Delay(wait * (0.5 + Random.Shared.NextDouble()), time, cancellationToken);
            }
        }

        return await call();
    }

    private static bool IsPassing(string code) =>
        code.Contains("Throttl", StringComparison.Ordinal)
        || code is "TooManyRequestsException" or "TooManyRequests" or "RequestLimitExceeded" or "ServiceUnavailable" or "InternalFailure" or "InternalError";
}
