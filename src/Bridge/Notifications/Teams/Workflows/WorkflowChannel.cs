using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Options;
using RootWatch.Bridge.Notifications.Teams.Cards;

namespace RootWatch.Bridge.Notifications.Teams.Workflows;

/// <summary>Alerts through a Workflows webhook. Its 202 is acceptance: the run id is what the flow's owner can look up.</summary>
internal sealed class WorkflowChannel(IHttpClientFactory clients, IOptions<TeamsOptions> options, TimeProvider time) : INotificationChannel
{
    public const string HttpClientName = "teams-workflow";

    public string Name => "teams";

    public async Task<SendOutcome> SendAsync(Alert alert, CancellationToken cancellationToken)
    {
        using var client = clients.CreateClient(HttpClientName);
        using var content = new ByteArrayContent(Body(alert));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        using var response = await client.PostAsync(options.Value.Workflow.Url, content, cancellationToken);
        return response.IsSuccessStatusCode
            ? new SendOutcome.Sent(response.Headers.TryGetValues("x-ms-workflow-run-id", out var run) ? run.First() : "accepted")
            : SendOutcome.OfStatus(response.StatusCode, SendOutcome.RetryAfterOf(response.Headers, time));
    }

    private byte[] Body(Alert alert)
    {
        var card = CardComposer.Compose(alert);
        return options.Value.Workflow.Body == WorkflowBody.Card
            ? JsonSerializer.SerializeToUtf8Bytes(card, CardJson.Default.AdaptiveCard)
            : JsonSerializer.SerializeToUtf8Bytes(WorkflowMessage.With(card), CardJson.Default.WorkflowMessage);
    }
}
