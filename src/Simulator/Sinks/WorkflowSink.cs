using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace RootWatch.Simulator.Sinks;

/// <summary>
/// A Workflows webhook: answers 202 at once with a run id, and posts afterwards. What it cannot post is lost
/// after the 202, as in life.
/// </summary>
public sealed class WorkflowSink(TimeProvider time) : Sink<TeamsPost>(time)
{
    private int _accepted;

    /// <summary>Whether the flow takes the bare card instead of a message with the card attached.</summary>
    public bool TakesBareCards { get; set; }

    /// <summary>How many requests got a 202.</summary>
    public int Accepted => Volatile.Read(ref _accepted);

    protected override async Task AcceptAsync(HttpContext context, bool isLost)
    {
        var runId = Id("run", Interlocked.Increment(ref _accepted));
        var card = await ReadCardAsync(context);
        if (!isLost && card is { } postable && TeamsCards.Problem(postable) is null)
        {
            Record(new TeamsPost(Time.GetUtcNow(), runId, Subject: null, postable));
        }

        context.Response.StatusCode = StatusCodes.Status202Accepted;
        context.Response.Headers["x-ms-workflow-run-id"] = runId;
    }

    private async Task<JsonElement?> ReadCardAsync(HttpContext context)
    {
        try
        {
            using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: CancellationToken.None);
            var root = body.RootElement.Clone();
            return TakesBareCards ? root : Attached(root);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonElement? Attached(JsonElement message) =>
        TeamsCards.Text(message, "type") is "message"
        && message.TryGetProperty("attachments", out var attachments)
        && attachments.ValueKind == JsonValueKind.Array
        && attachments.GetArrayLength() == 1
        && TeamsCards.Text(attachments[0], "contentType") is TeamsCards.ContentType
        && attachments[0].TryGetProperty("content", out var card)
            ? card
            : null;
}
