using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RootWatch.Cli.Send;

/// <summary>Reads events from a file, whatever of the three shapes it has.</summary>
internal static class Envelopes
{
    /// <exception cref="JsonException">The text is not JSON.</exception>
    /// <exception cref="FormatException">It is JSON, but none of the shapes.</exception>
    public static IReadOnlyList<byte[]> Read(string json, TimeProvider time) =>
        JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { MaxDepth = int.MaxValue }) switch
        {
            JsonObject file when file["Records"] is JsonArray records => [.. records.OfType<JsonObject>().Select(record => Wrap(record, time))],
            JsonObject envelope when envelope.ContainsKey("detail-type") => [Bytes(envelope)],
            JsonObject record when record.ContainsKey("eventName") => [Wrap(record, time)],
            _ => throw new FormatException("It is neither an EventBridge event, nor a CloudTrail record, nor a CloudTrail log file with Records."),
        };

    // As EventBridge would: the source is aws. and the service, the detail-type follows from the record.
    private static byte[] Wrap(JsonObject record, TimeProvider time)
    {
        var source = Text(record["eventSource"]);
        var detail = record.DeepClone();
        return Bytes(new JsonObject
        {
            ["version"] = "0",
            ["id"] = Guid.NewGuid().ToString(),
            ["detail-type"] = DetailType(Text(record["eventType"]), source),
            ["source"] = "aws." + source.Split('.')[0],
            ["account"] = Text(record["recipientAccountId"]),
            ["time"] = time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            ["region"] = Text(record["awsRegion"]),
            ["resources"] = new JsonArray(),
            ["detail"] = detail,
        });
    }

    private static string DetailType(string eventType, string source) =>
        source.Equals("signin.amazonaws.com", StringComparison.OrdinalIgnoreCase) ? "AWS Console Sign In via CloudTrail"
        : eventType is "AwsServiceEvent" ? "AWS Service Event via CloudTrail"
        : eventType is "AwsConsoleAction" ? "AWS Console Action via CloudTrail"
        : eventType is "AwsCloudTrailInsight" ? "AWS Insight via CloudTrail"
        : "AWS API Call via CloudTrail";

    private static string Text(JsonNode? node) => node is JsonValue value ? value.ToString() : string.Empty;

    private static byte[] Bytes(JsonObject json) => System.Text.Encoding.UTF8.GetBytes(json.ToJsonString(new JsonSerializerOptions { MaxDepth = int.MaxValue }));
}
