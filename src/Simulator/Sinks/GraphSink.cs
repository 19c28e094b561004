using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace RootWatch.Simulator.Sinks;

/// <summary>Microsoft Graph's channel messages: 201 with the message's id, which proves posting.</summary>
public sealed class GraphSink(TimeProvider time) : Sink<TeamsPost>(time)
{
    private readonly ConcurrentDictionary<string, byte> _tokens = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<TeamsPost> _patches = new();
    private readonly ConcurrentDictionary<string, byte> _deleted = new(StringComparer.Ordinal);
    private int _posted;

    /// <summary>How messages were changed, each named by its id.</summary>
    public IReadOnlyCollection<TeamsPost> Patches => _patches;

    /// <summary>What somebody in the channel does with a message: replies to it and changes of it are answered 404 from now on.</summary>
    public void Delete(string id) => _deleted.TryAdd(id, 0);

    internal void Allow(string accessToken) => _tokens.TryAdd(accessToken, 0);

    protected override async Task AcceptAsync(HttpContext context, bool isLost)
    {
        var token = context.Request.Headers.Authorization.ToString().Replace("Bearer ", string.Empty, StringComparison.Ordinal);
        if (!_tokens.ContainsKey(token))
        {
            await RefuseAsync(context, StatusCodes.Status401Unauthorized, "InvalidAuthenticationToken", "Access token is missing or unknown.");
            return;
        }

        context.Response.Headers["request-id"] = Guid.NewGuid().ToString();
        var first = context.Request.RouteValues["message"]?.ToString();
        if (first is not null && _deleted.ContainsKey(first))
        {
            await RefuseAsync(context, StatusCodes.Status404NotFound, "NotFound", "The message is not there.");
            return;
        }

        using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: CancellationToken.None);
        if (CardOf(body.RootElement) is not { } card || TeamsCards.Problem(card) is not null)
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, "BadRequest", "Attachment and body do not fit together, or the card is none.");
            return;
        }

        if (MentionsIn(body.RootElement) is not { } mentioned)
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, "BadRequest", "Neither all mentions in Body are in Mentions, nor the other way round.");
            return;
        }

        if (HttpMethods.IsPatch(context.Request.Method))
        {
            _patches.Enqueue(new TeamsPost(Time.GetUtcNow(), first!, TeamsCards.Text(body.RootElement, "subject"), card) { Mentioned = mentioned });
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        var id = Id("1764", Interlocked.Increment(ref _posted));
        Record(new TeamsPost(Time.GetUtcNow(), id, TeamsCards.Text(body.RootElement, "subject"), card) { ReplyTo = first, Summary = TeamsCards.Text(body.RootElement, "summary"), Mentioned = mentioned });
        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync($$"""{"id":"{{id}}","messageType":"message","importance":"high"}""", context.RequestAborted);
    }

    protected override Task RefuseCredentialsAsync(HttpContext context) =>
        RefuseAsync(context, StatusCodes.Status401Unauthorized, "InvalidAuthenticationToken", "Continuous access evaluation resulted in a challenge.");

    private static JsonElement? CardOf(JsonElement message)
    {
        if (!message.TryGetProperty("attachments", out var attachments) || attachments.GetArrayLength() != 1 || !message.TryGetProperty("body", out var body))
        {
            return null;
        }

        var isReferenced = TeamsCards.Text(body, "contentType") is "html"
            && TeamsCards.Text(body, "content")?.Contains($"<attachment id=\"{TeamsCards.Text(attachments[0], "id")}\"></attachment>", StringComparison.Ordinal) is true;
        if (!isReferenced || TeamsCards.Text(attachments[0], "contentType") is not TeamsCards.ContentType || TeamsCards.Text(attachments[0], "content") is not { } content)
        {
            return null;
        }

        using var card = JsonDocument.Parse(content);
        return card.RootElement.Clone();
    }

    /// <summary>The ids of the people mentioned; null where text and list do not fit together.</summary>
    private static IReadOnlyList<string>? MentionsIn(JsonElement message)
    {
        var text = TeamsCards.Text(message.GetProperty("body"), "content")!;
        var listed = message.TryGetProperty("mentions", out var mentions) && mentions.ValueKind == JsonValueKind.Array ? mentions.EnumerateArray().ToList() : [];
        var isFitting = listed.TrueForAll(mention => text.Contains($"<at id=\"{mention.GetProperty("id").GetInt32()}\">", StringComparison.Ordinal)) && text.Split("<at ").Length - 1 == listed.Count;
        return isFitting ? [.. listed.Select(mention => mention.GetProperty("mentioned").GetProperty("user").GetProperty("id").GetString()!)] : null;
    }

    private static Task RefuseAsync(HttpContext context, int status, string code, string message)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync($$$"""{"error":{"code":"{{{code}}}","message":"{{{message}}}"}}""", context.RequestAborted);
    }
}
