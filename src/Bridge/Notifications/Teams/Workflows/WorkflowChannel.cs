using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Options;
using RootWatch.Bridge.Notifications.Teams.Cards;

namespace RootWatch.Bridge.Notifications.Teams.Workflows;

/// <summary>Messages through a Workflows webhook. Its 202 is acceptance: the run id is what the flow's owner can look up.</summary>
internal sealed class WorkflowChannel(IHttpClientFactory clients, IOptions<TeamsOptions> options, TimeProvider time) : INotificationChannel
{
    public const string HttpClientName = "teams-workflow";

    public string Name => "teams";

    public async Task<SendOutcome> SendAsync(Outgoing outgoing, CancellationToken cancellationToken)
    {
        using var client = clients.CreateClient(HttpClientName);
        using var content = new ByteArrayContent(Body(outgoing));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        using var response = await client.PostAsync(options.Value.Workflow.Url, content, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            return SendOutcome.OfStatus(response.StatusCode, SendOutcome.RetryAfterOf(response.Headers, time));
        }

        var run = response.Headers.TryGetValues("x-ms-workflow-run-id", out var values) ? values.First() : null;
        return run is null || outgoing.Receipt is not null ? new SendOutcome.Accepted(run) : new SendOutcome.Sent(run);
    }

    private byte[] Body(Outgoing outgoing)
    {
        var card = CardComposer.Compose(outgoing);
        return options.Value.Workflow.Body == WorkflowBody.Card
            ? JsonSerializer.SerializeToUtf8Bytes(card, CardJson.Default.AdaptiveCard)
            : JsonSerializer.SerializeToUtf8Bytes(WorkflowMessage.With(card, outgoing), CardJson.Default.WorkflowMessage);
    }
}
