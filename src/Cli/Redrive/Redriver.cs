using System.Text;
using System.Text.Json.Nodes;
using RootWatch.Bridge.Notifications;
using RootWatch.Simulator;
using RootWatch.Simulator.Aws;

namespace RootWatch.Cli.Redrive;

/// <summary>Delivers what waits in a dead-letter queue, and deletes there what the bridge took. The bridge tells each event once, however often it comes.</summary>
internal sealed class Redriver(AwsApi aws, string region, Uri queue)
{
    // Longer than a run should take: what the bridge did not take is not met again in the same run.
    private const int HiddenSeconds = 900;

    /// <exception cref="AwsApiException">The queue cannot be read.</exception>
    public async Task<(int Delivered, int Left)> RunAsync(ApiDestination bridge, CancellationToken cancellationToken)
    {
        var (delivered, left) = (0, 0);
        while (true)
        {
            var batch = await CallAsync("ReceiveMessage", new JsonObject { ["MaxNumberOfMessages"] = 10, ["VisibilityTimeout"] = HiddenSeconds, ["MessageAttributeNames"] = new JsonArray("All") }, cancellationToken);
            if (batch["Messages"] is not JsonArray { Count: > 0 } messages)
            {
                return (delivered, left);
            }

            foreach (var message in messages)
            {
                var report = await bridge.DeliverAsync(Encoding.UTF8.GetBytes((string)message!["Body"]!), cancellationToken);
                Print(message, report);
                if (report.IsDelivered)
                {
                    await CallAsync("DeleteMessage", new JsonObject { ["ReceiptHandle"] = (string)message["ReceiptHandle"]! }, cancellationToken);
                    delivered++;
                }
                else
                {
                    left++;
                }
            }
        }
    }

    private static void Print(JsonNode message, DeliveryReport report)
    {
        var answer = Answer.Of(report.Attempts[^1]);
        var why = (string?)message["MessageAttributes"]?["ERROR_MESSAGE"]?["StringValue"] ?? "no reason";
        Console.WriteLine($"{(string)message["MessageId"]!} ({Untrusted.Text(why)}): {(report.IsDelivered ? $"delivered, {answer.Outcome}" : $"left in the queue, {report.DeadLetter!.Reason}")} {Untrusted.Text(answer.What)}".TrimEnd());
    }

    private Task<JsonNode> CallAsync(string operation, JsonObject request, CancellationToken cancellationToken)
    {
        request["QueueUrl"] = queue.AbsoluteUri;
        return aws.JsonAsync("sqs", region, $"AmazonSQS.{operation}", request, cancellationToken);
    }
}
