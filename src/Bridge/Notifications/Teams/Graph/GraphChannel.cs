using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Graph;
using Microsoft.Graph.Models;
using Microsoft.Graph.Teams.Item.Channels.Item.Messages.Item;
using Microsoft.Identity.Client;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Authentication;
using RootWatch.Bridge.Notifications.Teams.Cards;

namespace RootWatch.Bridge.Notifications.Teams.Graph;

/// <summary>Messages as channel messages through Microsoft Graph, whose 201 with an id proves posting.</summary>
internal sealed partial class GraphChannel(IHttpClientFactory clients, IOptions<TeamsOptions> options, GraphAccount account, ILogger<GraphChannel> logger) : INotificationChannel
{
    private const string NotSignedIn = "the Teams service account is not signed in: run rootwatch teams sign-in";

    private readonly GraphOptions _options = options.Value.Graph;

    public string Name => "teams";

    public bool HasThreads => true;

    public async Task<SendOutcome> SendAsync(Outgoing outgoing, CancellationToken cancellationToken)
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

        return token is null ? new SendOutcome.Refused(NotSignedIn) : await PostAsync(outgoing, token, cancellationToken);
    }

    public async Task<string?> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await account.TryGetTokenAsync(cancellationToken) is null ? NotSignedIn : null;
        }
        catch (MsalException refused)
        {
            return $"Entra ID: {refused.ErrorCode}";
        }
    }

    private async Task<SendOutcome> PostAsync(Outgoing outgoing, string token, CancellationToken cancellationToken)
    {
        var mentioned = options.Value.MentionedIn(outgoing.Message);
        using var client = clients.CreateClient(GraphHttpClients.Api);
        using var graph = new GraphServiceClient(client, new BearerToken(token), _options.BaseUrl.AbsoluteUri.TrimEnd('/'));
        try
        {
            var messages = graph.Teams[_options.TeamId].Channels[_options.ChannelId].Messages;
            if (outgoing.Thread is not { } first)
            {
                return SentAs(await messages.PostAsync(MessageOf(outgoing, mentioned), cancellationToken: cancellationToken));
            }

            var reply = SentAs(await messages[first].Replies.PostAsync(MessageOf(outgoing, mentioned), cancellationToken: cancellationToken));
            await RefreshAsync(messages[first], outgoing, cancellationToken);
            return reply;
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

    // The first message's card shows how things stand. That it cannot be changed takes nothing from the reply.
    private async Task RefreshAsync(ChatMessageItemRequestBuilder first, Outgoing outgoing, CancellationToken cancellationToken)
    {
        try
        {
            await first.PatchAsync(MessageOf(outgoing, mentioned: []), cancellationToken: cancellationToken);
        }
        catch (Exception refused) when (refused is ApiException or JsonException or HttpRequestException or OperationCanceledException)
        {
            Log.NotRefreshed(logger, refused is ApiException { ResponseStatusCode: var status } ? status : 0);
        }
    }

    private static SendOutcome SentAs(ChatMessage? posted) =>
        posted?.Id is { } id ? new SendOutcome.Sent(id) : new SendOutcome.Unknown("201 without a message id");

    // Graph takes mentions in the message, not in its card.
    private static ChatMessage MessageOf(Outgoing outgoing, IReadOnlyList<OnCallPerson> mentioned)
    {
        var (card, mentions) = CardComposer.ComposeForGraph(outgoing, mentioned);
        var (id, subject) = (Guid.NewGuid().ToString("N"), Wording.Of(outgoing).Subject);
        return new ChatMessage
        {
            Subject = subject,
            // What a toast shows.
            Summary = subject,
            Importance = ChatMessageImportance.High,
            Body = new ItemBody { ContentType = BodyType.Html, Content = $"{mentions.Html}<attachment id=\"{id}\"></attachment>" },
            Mentions = mentions.People.Count == 0 ? null : [.. mentions.People.Select((person, at) => new ChatMessageMention
            {
                Id = at,
                MentionText = person.Name,
                Mentioned = new ChatMessageMentionedIdentitySet
                {
                    User = new TeamworkUserIdentity { Id = person.Id, DisplayName = person.Name, UserIdentityType = TeamworkUserIdentityType.AadUser, OdataType = "#microsoft.graph.teamworkUserIdentity" },
                },
            })],
            Attachments =
            [
                new ChatMessageAttachment
                {
                    Id = id,
                    ContentType = AdaptiveCard.ContentType,
                    Content = JsonSerializer.Serialize(card, CardJson.Default.AdaptiveCard),
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

    private static partial class Log
    {
        [LoggerMessage(1, Microsoft.Extensions.Logging.LogLevel.Warning, "The first message of an incident could not be changed to its present state (HTTP {Status}); it needs the permission ChannelMessage.ReadWrite")]
        public static partial void NotRefreshed(ILogger logger, int status);
    }
}
