using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using RootWatch.Bridge.Messages;
using RootWatch.Simulator;
using RootWatch.Simulator.Aws;

namespace RootWatch.Cli.Redrive;

/// <summary>Delivers what waits in a dead-letter queue, and deletes there what the bridge took. The bridge tells each event once, however often it comes.</summary>
/// <param name="aws">Whose queue it is.</param>
/// <param name="region">The queue's region.</param>
/// <param name="queue">The queue's URL.</param>
/// <param name="print">Where a line on each event goes; null for nowhere.</param>
internal sealed class Redriver(AwsApi aws, string region, Uri queue, Action<string>? print = null)
{
    // Longer than a run should take: what the bridge did not take is not met again in the same run.
    private const int HiddenSeconds = 900;

    // Any wait makes SQS ask all its servers, so that an empty answer is an empty queue.
    private const int WaitSeconds = 1;

    private const int MostFailuresInARow = 10;

    /// <returns>How many events the bridge took, and how many are left in the queue.</returns>
    /// <exception cref="AwsApiException">The queue cannot be read.</exception>
    public async Task<(int Delivered, int Left)> RunAsync(ApiDestination bridge, CancellationToken cancellationToken)
    {
        var hidden = await CountAsync("ApproximateNumberOfMessagesNotVisible", cancellationToken);
        if (hidden > 0)
        {
            print?.Invoke($"{hidden} events are hidden, since somebody else reads the queue or has just read it: run this again in {HiddenSeconds / 60} minutes.");
        }

        var (delivered, failuresInARow) = (0, 0);
        List<string> left = [];
        while (failuresInARow < MostFailuresInARow && await ReceiveAsync(cancellationToken) is { Count: > 0 } messages)
        {
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
                    left.Add((string)message["ReceiptHandle"]!);
                }

                // Only what can be tried again was tried more than once.
                failuresInARow = report.IsDelivered || report.Attempts.Count == 1 ? 0 : failuresInARow + 1;
            }
        }

        var unread = failuresInARow < MostFailuresInARow ? 0 : await CountAsync("ApproximateNumberOfMessages", cancellationToken);
        if (failuresInARow >= MostFailuresInARow)
        {
            print?.Invoke($"The bridge took none of the last {failuresInARow} events: the rest was not tried.");
        }

        foreach (var receipt in left)
        {
            await CallAsync("ChangeMessageVisibility", new JsonObject { ["ReceiptHandle"] = receipt, ["VisibilityTimeout"] = 0 }, cancellationToken);
        }

        return (delivered, left.Count + unread + hidden);
    }

    private void Print(JsonNode message, DeliveryReport report)
    {
        var answer = Answer.Of(report.Attempts[^1]);
        var why = (string?)message["MessageAttributes"]?["ERROR_MESSAGE"]?["StringValue"] ?? "no reason";
        print?.Invoke($"{(string)message["MessageId"]!} ({Untrusted.Text(why)}): {(report.IsDelivered ? $"delivered, {answer.Outcome}" : $"left in the queue, {report.DeadLetter!.Reason}")} {Untrusted.Text(answer.What)}".TrimEnd());
    }

    private async Task<JsonArray?> ReceiveAsync(CancellationToken cancellationToken) =>
        (await CallAsync(
            "ReceiveMessage",
            new JsonObject { ["MaxNumberOfMessages"] = 10, ["VisibilityTimeout"] = HiddenSeconds, ["WaitTimeSeconds"] = WaitSeconds, ["MessageAttributeNames"] = new JsonArray("All") },
            cancellationToken))["Messages"] as JsonArray;

    private async Task<int> CountAsync(string attribute, CancellationToken cancellationToken)
    {
        var answer = await CallAsync("GetQueueAttributes", new JsonObject { ["AttributeNames"] = new JsonArray(attribute) }, cancellationToken);
        return int.Parse((string?)answer["Attributes"]?[attribute] ?? "0", CultureInfo.InvariantCulture);
    }

    private Task<JsonNode> CallAsync(string operation, JsonObject request, CancellationToken cancellationToken)
    {
        request["QueueUrl"] = queue.AbsoluteUri;
        return aws.JsonAsync("sqs", region, $"AmazonSQS.{operation}", request, cancellationToken);
    }
}
