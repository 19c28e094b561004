using System.Text;
using RootWatch.Detection.CloudTrail;

namespace RootWatch.Detection.Tests.Requests;

/// <summary>What one call of root's asks for, in account 111122223333.</summary>
internal static class SampleRequests
{
    /// <param name="call">The service and the action, such as "s3 PutBucketPolicy".</param>
    /// <param name="request">The request as JSON.</param>
    public static RequestFacts Of(string call, string request)
    {
        var (service, name) = call.Split(' ') is [var first, var second] ? (first, second) : (string.Empty, call);
        return Detector.Read(Encoding.UTF8.GetBytes($$"""
            {"eventSource":"{{service}}.amazonaws.com","eventName":"{{name}}","requestParameters":{{request}},
            "userIdentity":{"type":"Root","accountId":"111122223333","arn":"arn:aws:iam::111122223333:root"},"recipientAccountId":"111122223333"}
            """)).ShouldNotBeNull().Request;
    }
}
