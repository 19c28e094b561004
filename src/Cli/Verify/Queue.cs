using System.Globalization;
using System.Text.Json.Nodes;
using RootWatch.Simulator.Aws;

namespace RootWatch.Cli.Verify;

/// <summary>A queue of events that did not go on.</summary>
internal sealed class Queue(AwsApi aws, string region, string name)
{
    /// <param name="check">The check's name.</param>
    /// <param name="where">Of which account and region.</param>
    /// <param name="redrive">What redrives it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="AwsApiException">The queue is not there, or cannot be read.</exception>
    public async Task<Check> CheckAsync(string check, string where, string redrive, CancellationToken cancellationToken)
    {
        var url = (string)(await CallAsync("GetQueueUrl", new JsonObject { ["QueueName"] = name }, cancellationToken))["QueueUrl"]!;
        var attributes = await CallAsync("GetQueueAttributes", new JsonObject { ["QueueUrl"] = url, ["AttributeNames"] = new JsonArray("ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible") }, cancellationToken);
        var waiting = attributes["Attributes"]!.AsObject().Sum(attribute => int.Parse((string)attribute.Value!, CultureInfo.InvariantCulture));
        return Check.Of(check, where, waiting == 0, waiting == 0 ? "is empty" : $"{name} holds {waiting} events that were not delivered", $"Mend the cause (the message attribute ERROR_MESSAGE names it), then: {redrive}");
    }

    private Task<JsonNode> CallAsync(string operation, JsonObject request, CancellationToken cancellationToken) =>
        aws.JsonAsync("sqs", region, $"AmazonSQS.{operation}", request, cancellationToken);
}
