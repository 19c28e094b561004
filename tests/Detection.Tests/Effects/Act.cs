using System.Text.Json.Nodes;
using RootWatch.Detection.CloudTrail;

namespace RootWatch.Detection.Tests.Effects;

/// <summary>One act of root's in a session with MFA, of an account of which nothing is known.</summary>
internal static class Act
{
    public static Finding Of(string service, string eventName, bool? isReadOnly = null, string request = "null") =>
        Detector.Detect(Record(service, eventName, isReadOnly, request)).ShouldNotBeNull();

    public static RootRecord Read(string service, string eventName, bool? isReadOnly = null, string request = "null") =>
        Detector.Read(Record(service, eventName, isReadOnly, request)).ShouldNotBeNull();

    private static byte[] Record(string service, string eventName, bool? isReadOnly, string request)
    {
        var record = JsonNode.Parse(
            """
            {
              "eventVersion": "1.11",
              "userIdentity": {
                "type": "Root", "principalId": "111122223333", "arn": "arn:aws:iam::111122223333:root", "accountId": "111122223333", "accessKeyId": "ASIAIOSFODNN7EXAMPLE",
                "sessionContext": { "attributes": { "creationDate": "2026-11-20T08:00:00Z", "mfaAuthenticated": "true" } }
              },
              "eventTime": "2026-11-20T08:01:00Z", "awsRegion": "eu-west-1", "sourceIPAddress": "192.0.2.10",
              "userAgent": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
              "eventID": "3f1c2e0a-52f7-4f6e-9d1b-0c7b3f1d2a11", "eventType": "AwsApiCall", "managementEvent": true, "recipientAccountId": "111122223333", "eventCategory": "Management"
            }
            """)!.AsObject();
        record["eventSource"] = service + ".amazonaws.com";
        record["eventName"] = eventName;
        record["requestParameters"] = JsonNode.Parse(request);
        if (isReadOnly is { } flag)
        {
            record["readOnly"] = flag;
        }

        return System.Text.Encoding.UTF8.GetBytes(record.ToJsonString());
    }
}
