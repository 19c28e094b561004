using System.Net;
using RootWatch.Bridge.Clients;

namespace RootWatch.Bridge.Notifications.Teams.Workflows;

/// <summary>What the error answers of a Workflows webhook mean.</summary>
internal static class WorkflowErrors
{
    /// <summary>Only what the webhook says of the body itself is final. A flow that is off, gone or closed to us can be put right.</summary>
    public static SendOutcome Classify(CapturedResponse answer, TimeProvider time)
    {
        var code = CapturedResponse.CodeOf(JsonText.Find(answer.Body.Span, "error", "code").Text);
        return answer.Status is HttpStatusCode.RequestEntityTooLarge || (answer.Status is HttpStatusCode.BadRequest && IsOfBody(code))
            ? new SendOutcome.Rejected(code is null ? $"HTTP {(int)answer.Status}" : $"HTTP {(int)answer.Status} {code}")
            : SendOutcome.OfStatus(answer.Status, answer.RetryAfter(time), code);
    }

    private static bool IsOfBody(string? code) =>
        code is "InvalidJSON" or "InvalidJson" or "InvalidRequestContent" or "InvalidRequestBody" or "TriggerInputSchemaMismatch" or "RequestEntityTooLarge" or "RequestContentTooLarge";
}
