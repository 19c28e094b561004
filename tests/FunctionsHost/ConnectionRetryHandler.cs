namespace RootWatch.FunctionsHost;

/// <summary>Tries again to reach a worker that is loaded but does not listen yet, as the Functions host does.</summary>
internal sealed class ConnectionRetryHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private const int Retries = 10;
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(50);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        for (var retry = 0; ; retry++)
        {
            try
            {
                return await base.SendAsync(request, cancellationToken);
            }
            catch (HttpRequestException failure) when (failure.HttpRequestError == HttpRequestError.ConnectionError && retry < Retries)
            {
                await Task.Delay(FirstWait * (retry + 1), TimeProvider.System, cancellationToken);
            }
        }
    }
}
