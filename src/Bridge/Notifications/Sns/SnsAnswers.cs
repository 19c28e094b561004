using RootWatch.Bridge.Clients;

namespace RootWatch.Bridge.Notifications.Sns;

/// <summary>What SNS's answers to a message mean, whichever client asked.</summary>
public static class SnsAnswers
{
    public static SendOutcome OutcomeOf(CapturedResponse answer, TimeProvider time)
    {
        if (!answer.IsSuccess)
        {
            return SnsErrors.Classify(answer, time);
        }

        var xml = AwsXml.Read(answer.Body);
        if (!answer.IsHtml && xml is { Root: "PublishResponse" } && xml["MessageId"] is { } id)
        {
            return new SendOutcome.Succeeded(id);
        }

        // Cut off before it said the id: the headers tell who answered.
        var request = answer.Header("x-amzn-RequestId");
        return !answer.IsWhole && !xml.IsComplete && !answer.IsHtml && (request is not null || answer.MediaType is "text/xml" or "application/xml")
            ? new SendOutcome.Succeeded(request)
            : new SendOutcome.Unrecognized($"HTTP {(int)answer.Status} without a message id");
    }
}
