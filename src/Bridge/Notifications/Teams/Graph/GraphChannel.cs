using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Microsoft.Graph;
using Microsoft.Graph.Models;
using Microsoft.Identity.Client;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Authentication;
using RootWatch.Bridge.Notifications.Teams.Cards;

namespace RootWatch.Bridge.Notifications.Teams.Graph;

/// <summary>Alerts as channel messages through Microsoft Graph, whose 201 with an id proves posting.</summary>
internal sealed class GraphChannel(IHttpClientFactory clients, IOptions<TeamsOptions> options, GraphAccount account) : INotificationChannel
{
    private readonly GraphOptions _options = options.Value.Graph;

    public string Name => "teams";

    public async Task<SendOutcome> SendAsync(Alert alert, CancellationToken cancellationToken)
    {
        string? token;
        try
        {
            token = await account.TryGetTokenAsync(cancellationToken);
        }
        catch (MsalException refused)
        {
            return refused.IsRetryable ? new SendOutcome.Unavailable($"Entra ID: {refused.ErrorCode}") : new SendOutcome.Refused($"Entra ID: {refused.ErrorCode}");
        }

        return token is null
            ? new SendOutcome.Refused("the Teams service account is not signed in: run rootwatch teams sign-in")
            : await PostAsync(alert, token, cancellationToken);
    }

    private async Task<SendOutcome> PostAsync(Alert alert, string token, CancellationToken cancellationToken)
    {
        using var client = clients.CreateClient(GraphHttpClients.Api);
        using var graph = new GraphServiceClient(client, new BearerToken(token), _options.BaseUrl.AbsoluteUri.TrimEnd('/'));
        try
        {
            var posted = await graph.Teams[_options.TeamId].Channels[_options.ChannelId].Messages
                .PostAsync(Message(alert), cancellationToken: cancellationToken);
            return posted?.Id is { } id ? new SendOutcome.Sent(id) : new SendOutcome.Unknown("201 without a message id");
        }
        catch (ApiException refused)
        {
            return SendOutcome.OfStatus((HttpStatusCode)refused.ResponseStatusCode, RetryAfter(refused));
        }
        catch (JsonException)
        {
            // A gateway's HTML, which Kiota cannot read: the status is lost with it.
            return new SendOutcome.Unknown("an answer that is not Graph's");
        }
    }

    private static ChatMessage Message(Alert alert)
    {
        var id = Guid.NewGuid().ToString("N");
        return new ChatMessage
        {
            Subject = AlertText.Title(alert),
            Importance = ChatMessageImportance.High,
            Body = new ItemBody { ContentType = BodyType.Html, Content = $"<attachment id=\"{id}\"></attachment>" },
            Attachments =
            [
                new ChatMessageAttachment
                {
                    Id = id,
                    ContentType = AdaptiveCard.ContentType,
                    Content = JsonSerializer.Serialize(CardComposer.Compose(alert), CardJson.Default.AdaptiveCard),
                },
            ],
        };
    }

    private static TimeSpan? RetryAfter(ApiException refused) =>
        refused.ResponseHeaders.TryGetValue("Retry-After", out var values) && int.TryParse(values.FirstOrDefault(), CultureInfo.InvariantCulture, out var seconds) && seconds > 0
            ? TimeSpan.FromSeconds(seconds)
            : null;

    private sealed class BearerToken(string token) : IAuthenticationProvider
    {
        public Task AuthenticateRequestAsync(
            RequestInformation request, Dictionary<string, object>? additionalAuthenticationContext = null, CancellationToken cancellationToken = default)
        {
            request.Headers.Add("Authorization", $"Bearer {token}");
            return Task.CompletedTask;
        }
    }
}
