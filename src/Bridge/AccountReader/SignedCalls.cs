using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amazon.Runtime;
using Amazon.Runtime.Signing;
using RootWatch.Bridge.Clients;
using RootWatch.Bridge.Notifications;

namespace RootWatch.Bridge.AccountReader;

/// <summary>Calls AWS's services, in the protocols that they speak: one attempt, signed, to where it was told.</summary>
internal sealed class SignedCalls(IHttpMessageHandlerFactory handlers, TimeProvider time)
{
    internal const string HttpClientName = "account-reader";

    // 50 records of 256 KB, as a string in JSON.
    private const int LongestBody = 16 * 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Calls a service that speaks the query protocol.</summary>
    /// <exception cref="AccountReaderException">There is no answer.</exception>
    public async Task<ServiceAnswer> QueryAsync(AwsPlace place, AWSCredentials credentials, IEnumerable<KeyValuePair<string, string>> parameters, CancellationToken cancellationToken)
    {
        using var form = new FormUrlEncodedContent(parameters);
        using var request = new HttpRequestMessage(HttpMethod.Post, place.Url) { Content = form };
        return await SendAsync(place, credentials, request, cancellationToken);
    }

    /// <summary>Calls a service that speaks JSON 1.1.</summary>
    /// <exception cref="AccountReaderException">There is no answer.</exception>
    public async Task<ServiceAnswer> JsonAsync<T>(AwsPlace place, AWSCredentials credentials, string target, T body, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var content = new StringContent(JsonSerializer.Serialize(body, type), Encoding.UTF8, MediaTypeHeaderValue.Parse("application/x-amz-json-1.1"));
        using var request = new HttpRequestMessage(HttpMethod.Post, place.Url) { Content = content };
        request.Headers.Add("X-Amz-Target", target);
        return await SendAsync(place, credentials, request, cancellationToken);
    }

    /// <summary>Calls a service that has a path for each operation.</summary>
    /// <exception cref="AccountReaderException">There is no answer.</exception>
    public async Task<ServiceAnswer> RestAsync<T>(AwsPlace place, AWSCredentials credentials, string path, T body, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var content = new StringContent(JsonSerializer.Serialize(body, type), Encoding.UTF8, MediaTypeHeaderValue.Parse("application/json"));
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(place.Url, path)) { Content = content };
        return await SendAsync(place, credentials, request, cancellationToken);
    }

    private async Task<ServiceAnswer> SendAsync(AwsPlace place, AWSCredentials credentials, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            // The handlers belong to the factory, and are for all accounts and regions alike.
#pragma warning disable CA2000
            var signing = new SigV4SigningHandler(credentials, place.Region, place.Service, handlers.CreateHandler(HttpClientName));
#pragma warning restore CA2000
            using var invoker = new HttpMessageInvoker(signing, disposeHandler: false);
            using var response = await invoker.SendAsync(request, either.Token);
            return await ServiceAnswer.ReadAsync(response, LongestBody, either.Token);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            throw CredentialsException.In(failure) is { } none
                ? new AccountReaderException(ReaderRefusal.Unavailable, $"no AWS credentials: {none.Outcome.Why}", failure)
                : new AccountReaderException(ReaderRefusal.Unavailable, $"{place.Name}: {SendOutcome.OfFailure(failure).Why}", failure);
        }
    }
}
