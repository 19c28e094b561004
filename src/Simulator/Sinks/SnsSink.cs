using System.Collections.Concurrent;
using System.Security;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace RootWatch.Simulator.Sinks;

/// <summary>
/// Speaks SNS's Publish and GetTopicAttributes (Query protocol 2010-03-31) with its documented limits. It asks for a signature and
/// does not check it: moto_server does that in the tests.
/// </summary>
public sealed class SnsSink(TimeProvider time) : Sink<SnsMessage>(time)
{
    private const int LongestMessage = 262_144;
    private const int LongestSubject = 99;

    private readonly ConcurrentDictionary<string, string> _deduplicated = new(StringComparer.Ordinal);
    private int _questions;

    /// <summary>How many subscriptions the topic has that are confirmed; null, and the caller may not ask.</summary>
    public int? ConfirmedSubscriptions { get; set; } = 1;

    /// <summary>How often it was asked.</summary>
    public int Questions => Volatile.Read(ref _questions);

    protected override async Task<bool> TryAnswerQuestionAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType || Field(await context.Request.ReadFormAsync(CancellationToken.None), "Action") is not "GetTopicAttributes")
        {
            return false;
        }

        Interlocked.Increment(ref _questions);
        if (ConfirmedSubscriptions is not { } confirmed)
        {
            await RefuseAsync(context, StatusCodes.Status403Forbidden, "AuthorizationError", "not authorized to perform: SNS:GetTopicAttributes");
            return true;
        }

        context.Response.ContentType = "text/xml";
        await context.Response.WriteAsync(
            $"""
            <GetTopicAttributesResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><GetTopicAttributesResult><Attributes><entry><key>SubscriptionsPending</key><value>1</value></entry><entry><key>SubscriptionsConfirmed</key><value>{confirmed}</value></entry></Attributes></GetTopicAttributesResult></GetTopicAttributesResponse>
            """,
            context.RequestAborted);
        return true;
    }

    protected override async Task AcceptAsync(HttpContext context, bool isLost)
    {
        var authorization = context.Request.Headers.Authorization.ToString();
        if (!authorization.StartsWith("AWS4-HMAC-SHA256 ", StringComparison.Ordinal))
        {
            await RefuseAsync(context, StatusCodes.Status403Forbidden, "MissingAuthenticationToken", "Request is missing Authentication Token");
            return;
        }

        var form = await context.Request.ReadFormAsync(CancellationToken.None);
        if (Problem(form) is { } problem)
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, "InvalidParameter", problem);
            return;
        }

        await PublishAsync(context, form);
    }

    private async Task PublishAsync(HttpContext context, IFormCollection form)
    {
        var messageId = Guid.NewGuid().ToString();
        var deduplication = Field(form, "MessageDeduplicationId");
        var first = deduplication is null ? messageId : _deduplicated.GetOrAdd($"{Field(form, "TopicArn")} {deduplication}", messageId);
        if (first.Equals(messageId, StringComparison.Ordinal))
        {
            Record(new SnsMessage(
                Time.GetUtcNow(), messageId, Field(form, "TopicArn")!, Field(form, "Subject") ?? string.Empty, Field(form, "Message")!,
                Attributes(form), Field(form, "MessageGroupId"), deduplication));
        }

        context.Response.ContentType = "text/xml";
        await context.Response.WriteAsync(
            $"""
            <PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>{first}</MessageId></PublishResult><ResponseMetadata><RequestId>{RequestId(context)}</RequestId></ResponseMetadata></PublishResponse>
            """,
            context.RequestAborted);
    }

    private static string? Problem(IFormCollection form)
    {
        var message = Field(form, "Message");
        var topic = Field(form, "TopicArn");
        var subject = Field(form, "Subject");
        return Field(form, "Action") is not "Publish" ? "Invalid parameter: Action"
            : topic is null ? "Invalid parameter: TopicArn or TargetArn Reason: no value for required parameter"
            : string.IsNullOrEmpty(message) ? "Invalid parameter: Empty message"
            : Encoding.UTF8.GetByteCount(message) + Attributes(form).Sum(pair => pair.Key.Length + Encoding.UTF8.GetByteCount(pair.Value)) > LongestMessage ? "Invalid parameter: Message too long"
            : subject is { Length: > LongestSubject } || subject?.All(c => c is >= ' ' and <= '~') is false ? "Invalid parameter: Subject"
            : Field(form, "MessageStructure") is "json" && !HasDefault(message) ? "Invalid parameter: Message Structure - No default entry in JSON message body"
            : topic.EndsWith(".fifo", StringComparison.Ordinal) && Field(form, "MessageGroupId") is null ? "Invalid parameter: The MessageGroupId parameter is required for FIFO topics"
            : null;
    }

    private static bool HasDefault(string message)
    {
        try
        {
            using var texts = JsonDocument.Parse(message);
            return texts.RootElement.TryGetProperty("default", out var text) && text.ValueKind == JsonValueKind.String;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static Dictionary<string, string> Attributes(IFormCollection form)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var entry = 1; Field(form, $"MessageAttributes.entry.{entry}.Name") is { } name; entry++)
        {
            attributes[name] = Field(form, $"MessageAttributes.entry.{entry}.Value.StringValue") ?? string.Empty;
        }

        return attributes;
    }

    private static string? Field(IFormCollection form, string name) => form.TryGetValue(name, out var value) ? value.ToString() : null;

    protected override Task RefuseCredentialsAsync(HttpContext context) =>
        RefuseAsync(context, StatusCodes.Status403Forbidden, "ExpiredToken", "The security token included in the request is expired");

    /// <summary>It stands in a header and in the body.</summary>
    private static string RequestId(HttpContext context)
    {
        var id = Guid.NewGuid().ToString();
        context.Response.Headers["x-amzn-RequestId"] = id;
        return id;
    }

    private static Task RefuseAsync(HttpContext context, int status, string code, string message)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/xml";
        return context.Response.WriteAsync(
            $"<ErrorResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"><Error><Type>Sender</Type><Code>{code}</Code><Message>{SecurityElement.Escape(message)}</Message></Error><RequestId>{RequestId(context)}</RequestId></ErrorResponse>",
            context.RequestAborted);
    }
}
