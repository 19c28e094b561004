using Amazon.Runtime;

namespace RootWatch.Bridge.Notifications.Sns;

/// <summary>
/// Lets a client of the AWS SDK send once, to where it was told, and not wait for what was given up: trying again is
/// for whoever knows the budget, and can mark a repeat. What was answered is kept for <see cref="AnswerRecorder"/>.
/// </summary>
public static class SingleAttempt
{
    public static void Apply(ClientConfig config, TimeProvider time)
    {
        config.MaxErrorRetry = 0;

        // Apart from its retries a client sends again, without a word, what met a connection that broke.
        config.MaxStaleConnectionRetries = 0;
        config.HttpClientFactory = new Clients(time);
    }

    // The configuration's own AllowAutoRedirect stays true: with false the SDK takes a redirect for success.
    public static SocketsHttpHandler CreateHandler() => new() { AllowAutoRedirect = false, UseCookies = false, ResponseDrainTimeout = TimeSpan.Zero };

    private sealed class Clients(TimeProvider time) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new AnswerRecorder(time) { InnerHandler = CreateHandler() });
    }
}
