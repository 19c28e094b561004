using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.Json;
using Microsoft.Extensions.Options;
using RootWatch.Bridge.Clients;
using RootWatch.Bridge.Messages;
using RootWatch.Bridge.Notifications.Teams.Cards;

namespace RootWatch.Bridge.Notifications.Teams.Workflows;

/// <summary>Messages through a Workflows webhook. Its 202 is acceptance: the run id is what the flow's owner can look up.</summary>
internal sealed class WorkflowChannel(IHttpClientFactory clients, IOptions<TeamsOptions> options, TimeProvider time) : INotificationChannel
{
    public const string HttpClientName = "teams-workflow";

    public string Name => "teams";

    public async Task<SendOutcome> SendAsync(OutgoingMessage outgoing, CancellationToken cancellationToken)
    {
        using var client = clients.CreateClient(HttpClientName);
        using var content = new ByteArrayContent(Body(outgoing));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        using var request = new HttpRequestMessage(HttpMethod.Post, options.Value.Workflow.Address) { Content = content };
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            return WorkflowErrors.Classify(await CapturedResponse.ReadAsync(response, time, cancellationToken), time);
        }

        // Whoever else answers at that address gives no run id. The body has nothing to say.
        return response.Headers.TryGetValues("x-ms-workflow-run-id", out var values) && values.FirstOrDefault() is { Length: > 0 } run
            ? outgoing.Receipt is null ? new SendOutcome.Succeeded(run) : new SendOutcome.Accepted(run)
            : new SendOutcome.Unrecognized($"HTTP {(int)response.StatusCode} without a run id");
    }

    // Any request to a webhook may run its flow, so only the connection is tried.
    public async Task<string?> CheckAsync(CancellationToken cancellationToken)
    {
        var url = options.Value.Workflow.Address!;
        try
        {
            using var connection = new TcpClient();
            await connection.ConnectAsync(url.Host, url.Port, cancellationToken);
            if (url.Scheme == Uri.UriSchemeHttps)
            {
                await using var tls = new SslStream(connection.GetStream());
                await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = url.Host }, cancellationToken);
            }

            return null;
        }
        catch (Exception failure) when (failure is SocketException or IOException or AuthenticationException)
        {
            return $"the webhook's host cannot be reached: {failure.GetType().Name}";
        }
    }

    private byte[] Body(OutgoingMessage outgoing)
    {
        var card = CardComposer.Compose(outgoing, options.Value.MentionedIn(outgoing.Message));
        return options.Value.Workflow.Body == WorkflowBody.Card
            ? JsonSerializer.SerializeToUtf8Bytes(card, CardJson.Default.AdaptiveCard)
            : JsonSerializer.SerializeToUtf8Bytes(WorkflowMessage.With(card, outgoing), CardJson.Default.WorkflowMessage);
    }
}
