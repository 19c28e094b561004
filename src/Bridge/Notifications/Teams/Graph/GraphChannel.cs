using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Graph;
using Microsoft.Graph.Models;
using Microsoft.Graph.Teams.Item.Channels.Item.Messages;
using Microsoft.Identity.Client;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Authentication;
using RootWatch.Bridge.Clients;
using RootWatch.Bridge.Messages;
using RootWatch.Bridge.Notifications.Teams.Cards;

namespace RootWatch.Bridge.Notifications.Teams.Graph;

/// <summary>Messages as channel messages through Microsoft Graph, whose 201 with an id proves posting.</summary>
internal sealed partial class GraphChannel(IHttpClientFactory clients, IOptions<TeamsOptions> options, GraphAccount account, TimeProvider time, ILogger<GraphChannel> logger) : INotificationChannel
{
    private readonly GraphOptions _options = options.Value.Graph;

    // First messages that somebody deleted: nothing can stand under them any more.
    private readonly ConcurrentDictionary<string, byte> _gone = new(StringComparer.Ordinal);
    private volatile string? _claims;

    public string Name => "teams";

    public bool HasThreads => true;

    public Task<SendOutcome?> PrepareAsync(CancellationToken cancellationToken) => account.PrepareAsync(cancellationToken);

    public void DropCredentials() => account.DropToken(Interlocked.Exchange(ref _claims, null));

    public async Task<SendOutcome> SendAsync(OutgoingMessage outgoing, CancellationToken cancellationToken)
    {
        string token;
        try
        {
            token = await account.GetTokenAsync(cancellationToken);
        }
        catch (CredentialsException none)
        {
            return none.Outcome;
        }

        using var client = clients.CreateClient(GraphHttpClients.Api);
        using var graph = new GraphServiceClient(client, new BearerToken(token), _options.BaseUrl.AbsoluteUri.TrimEnd('/'));
        var messages = graph.Teams[_options.TeamId].Channels[_options.ChannelId].Messages;
        return outgoing.Thread is { } first && !_gone.ContainsKey(first) && await ReplyAsync(messages, first, outgoing, cancellationToken) is { } replied
            ? replied
            : await AskAsync(() => messages.PostAsync(MessageOf(outgoing), cancellationToken: cancellationToken));
    }

    public async Task<string?> CheckAsync(CancellationToken cancellationToken) => (await account.PrepareAsync(cancellationToken))?.Why;

    /// <summary>Null where the first message is gone: then this one is posted as a new one, or who may delete messages could silence an incident.</summary>
    private async Task<SendOutcome?> ReplyAsync(MessagesRequestBuilder messages, string first, OutgoingMessage outgoing, CancellationToken cancellationToken)
    {
        HttpStatusCode? status = null;
        var outcome = await AskAsync(() => messages[first].Replies.PostAsync(MessageOf(outgoing), cancellationToken: cancellationToken), answer => status = answer.Status);
        if (status is HttpStatusCode.NotFound or HttpStatusCode.Gone)
        {
            _gone.TryAdd(first, 0);
        }

        if (status is HttpStatusCode.NotFound or HttpStatusCode.Gone or HttpStatusCode.BadRequest)
        {
            return null;
        }

        if (outcome is not SendOutcome.Succeeded sent)
        {
            return outcome;
        }

        await RefreshAsync(messages, first, outgoing, cancellationToken);
        return sent with { IsReply = true };
    }

    private async Task<SendOutcome> AskAsync(Func<Task> call, Action<CapturedResponse>? hear = null)
    {
        if (await ResponseCapture.RecordAsync(call) is not { } answer)
        {
            return new SendOutcome.Unknown("no answer");
        }

        hear?.Invoke(answer);
        _claims = answer.Status is HttpStatusCode.Unauthorized ? ClaimsIn(answer) : _claims;
        return GraphAnswers.OutcomeOf(answer, time);
    }

    // The first message's card shows how things stand. That it cannot be changed takes nothing from the reply, which is sent.
    private async Task RefreshAsync(MessagesRequestBuilder messages, string first, OutgoingMessage outgoing, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await ResponseCapture.RecordAsync(() => messages[first].PatchAsync(MessageOf(outgoing, mentioned: []), cancellationToken: cancellationToken)).WaitAsync(cancellationToken);
            if (answer is not { IsSuccess: true, IsHtml: false })
            {
                Log.NotRefreshed(logger, ProblemOf(answer));
            }
        }
#pragma warning disable CA1031 // Whatever it is, the reply is sent.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Log.NotRefreshed(logger, SendOutcome.OfFailure(failure).Why!);
        }
    }

    private string ProblemOf(CapturedResponse? answer) =>
        answer switch
        {
            null => "no answer",
            { Status: HttpStatusCode.Forbidden } => "HTTP 403; the account needs the permission ChannelMessage.ReadWrite",
            { IsSuccess: true } => $"HTTP {(int)answer.Status} that is not Graph's",
            _ => GraphAnswers.OutcomeOf(answer, time).Why!,
        };

    // Continuous access evaluation: Graph says what the next token must show.
    private static string? ClaimsIn(CapturedResponse answer)
    {
        try
        {
            return WwwAuthenticateParameters.GetClaimChallengeFromResponseHeaders(answer.Headers);
        }
#pragma warning disable CA1031 // A challenge that cannot be read asks for nothing but a new token.
        catch (Exception)
#pragma warning restore CA1031
        {
            return null;
        }
    }

    // Anew for each request: a model that Kiota has written once, it writes without content the next time.
    private ChatMessage MessageOf(OutgoingMessage outgoing) => MessageOf(outgoing, options.Value.MentionedIn(outgoing.Message));

    // Graph takes mentions in the message, not in its card.
    private static ChatMessage MessageOf(OutgoingMessage outgoing, IReadOnlyList<OnCallPerson> mentioned)
    {
        var (card, mentions) = CardComposer.ComposeForGraph(outgoing, mentioned);
        var (id, subject) = (Guid.NewGuid().ToString("N"), Wording.Of(outgoing).Title.ToString());
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
        [LoggerMessage(1, Microsoft.Extensions.Logging.LogLevel.Warning, "The first message of an incident could not be changed to its present state: {Problem}")]
        public static partial void NotRefreshed(ILogger logger, string problem);
    }
}
