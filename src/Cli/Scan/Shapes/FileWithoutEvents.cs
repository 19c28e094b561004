using System.Text.Json;
using RootWatch.Detection.CloudTrail;

namespace RootWatch.Cli.Scan.Shapes;

/// <summary>What stands among logs and holds no events by its nature.</summary>
internal sealed class FileWithoutEvents : IShape
{
    public bool TryUnwrap(JsonElement json, Unwrapper unwrapper) =>
        !json.EnumerateObject().Any() || IsDigest(json) || IsAboutSubscription(json) || IsTestOfS3(json) || IsEndOfSplunk(json) || IsControlMessage(json);

    private static bool IsDigest(JsonElement json) => json.Text("digestStartTime") is not null && json.At("logFiles").ValueKind == JsonValueKind.Array;

    private static bool IsAboutSubscription(JsonElement json) => json.Text("Type") is "SubscriptionConfirmation" or "UnsubscribeConfirmation";

    private static bool IsTestOfS3(JsonElement json) => json.Text("Event") is "s3:TestEvent";

    // Splunk ends its exports with a line without a result.
    private static bool IsEndOfSplunk(JsonElement json) => json.Flag("lastrow") is true && json.At("result").ValueKind == JsonValueKind.Undefined;

    private static bool IsControlMessage(JsonElement json) => json.Text("message")?.StartsWith("CWL CONTROL MESSAGE", StringComparison.Ordinal) is true;
}
