using System.Net;
using RootWatch.Bridge.Clients;

namespace RootWatch.Bridge.Notifications.Teams.Graph;

/// <summary>What Microsoft Graph's answers to a message mean.</summary>
internal static class GraphAnswers
{
    public static SendOutcome OutcomeOf(CapturedResponse answer, TimeProvider time)
    {
        if (!answer.IsSuccess)
        {
            return Classify(answer, time);
        }

        var (id, isComplete) = JsonText.Find(answer.Body.Span, "id");
        if (!answer.IsHtml && !string.IsNullOrEmpty(id))
        {
            return new SendOutcome.Succeeded(id);
        }

        // Cut off before it said the id: the headers tell who answered. A request's id is no message's, under which others could stand.
        return !answer.IsWhole && !isComplete && !answer.IsHtml && (answer.MediaType is "application/json" || answer.Header("request-id") is not null)
            ? new SendOutcome.Succeeded(Proof: null)
            : new SendOutcome.Unrecognized($"HTTP {(int)answer.Status} without a message id");
    }

    private static SendOutcome Classify(CapturedResponse answer, TimeProvider time)
    {
        var code = CapturedResponse.CodeOf(JsonText.Find(answer.Body.Span, "error", "code").Text);
        var reason = code is null ? $"HTTP {(int)answer.Status}" : $"HTTP {(int)answer.Status} {code}";
        return answer.Status switch
        {
            HttpStatusCode.Unauthorized => new SendOutcome.Refused(answer.ClockSkew("Graph's", time) is { } skew ? $"{reason}: {skew}" : reason) { IsOfCredentials = true },
            HttpStatusCode.RequestEntityTooLarge => new SendOutcome.Rejected(reason),
            HttpStatusCode.BadRequest when IsOfBody(code) => new SendOutcome.Rejected(reason),
            _ => SendOutcome.OfStatus(answer.Status, answer.RetryAfter(time), code),
        };
    }

    // Not the plain "BadRequest": Graph says that of a channel which the team does not have, too
    // (https://learn.microsoft.com/answers/questions/702974), and a setting can be put right.
    private static bool IsOfBody(string? code) => code is "RequestEntityTooLarge" or "RequestBodyTooLarge" or "PayloadTooLarge" or "MessageSizeExceeded";
}
