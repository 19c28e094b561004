using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace RootWatch.Simulator.Sinks;

/// <summary>
/// A Workflows webhook: answers 202 at once with a run id, and posts afterwards. What it cannot post is lost
/// after the 202, as in life.
/// </summary>
public sealed class WorkflowSink(TimeProvider time) : Sink<TeamsPost>(time)
{
    private const int RetriesOfAReceipt = 4;
    private static readonly HttpClient Client = new();
    private static readonly TimeSpan BetweenReceipts = TimeSpan.FromMilliseconds(500);

    private int _accepted;

    /// <summary>Whether the flow reports what it posted, where it is asked to.</summary>
    public bool GivesReceipts { get; set; } = true;

    /// <summary>Whether the flow takes the bare card instead of a message with the card attached.</summary>
    public bool TakesBareCards { get; set; }

    /// <summary>How many requests got a 202.</summary>
    public int Accepted => Volatile.Read(ref _accepted);

    protected override async Task AcceptAsync(HttpContext context, bool isLost)
    {
        var runId = Id("run", Interlocked.Increment(ref _accepted));
        var message = await ReadAsync(context);
        var card = message is { } root ? TakesBareCards ? root : Attached(root) : null;
        if (!isLost && card is { } postable && TeamsCards.Problem(postable) is null)
        {
            var asked = message!.Value.TryGetProperty("rootwatch", out var found) ? found : default;
            var receipt = TeamsCards.Text(asked, "receipt") is { } address ? new Uri(address) : null;
            Record(new TeamsPost(Time.GetUtcNow(), runId, Subject: null, postable) { Delivery = TeamsCards.Text(asked, "delivery"), Receipt = receipt });
            if (GivesReceipts && receipt is not null)
            {
                _ = GiveReceiptAsync(receipt);
            }
        }

        context.Response.StatusCode = StatusCodes.Status202Accepted;
        context.Response.Headers["x-ms-workflow-run-id"] = runId;
    }

    // As the HTTP action does by default: four more attempts.
    private static async Task GiveReceiptAsync(Uri address)
    {
        for (var attempt = 0; attempt <= RetriesOfAReceipt; attempt++)
        {
            try
            {
                using var answer = await Client.PostAsync(address, content: null);
                if ((int)answer.StatusCode < StatusCodes.Status500InternalServerError)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // The bridge is down; the next attempt may find it up.
            }

            await Task.Delay(BetweenReceipts, TimeProvider.System);
        }
    }

    private static async Task<JsonElement?> ReadAsync(HttpContext context)
    {
        try
        {
            using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: CancellationToken.None);
            return body.RootElement.Clone();
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
