using System.CommandLine;
using RootWatch.Cli.Aws;
using RootWatch.Cli.Bridge;
using RootWatch.Simulator;
using RootWatch.Simulator.Aws;

namespace RootWatch.Cli.Redrive;

internal static class RedriveCommand
{
    private const int Retries = 3;

    public static Command Create()
    {
        var bridge = new BridgeOptions();
        var queue = new Option<Uri>("--queue") { Description = "The queue's URL: the output DeadLettersUrl of the hub's stack, or UndeliveredQueueUrl of a spoke's.", Required = true };
        var command = new Command(
            "redrive",
            """
            Delivers to a running bridge what EventBridge could not deliver and put into the dead-letter queue. What the bridge takes is deleted there; the rest stays. Each event is told once, however often it is delivered.

            AWS credentials come from where the AWS CLI has them.

            Examples:
              rootwatch redrive --queue https://sqs.eu-central-1.amazonaws.com/111122223333/rootwatch-dead-letters --to https://my-bridge.azurewebsites.net
            """)
        { queue, bridge.To, bridge.Key };
        command.SetAction((parsed, cancellationToken) => bridge.KeyOf(parsed) is { } key
            ? RunAsync(parsed.GetValue(queue)!, new Uri(parsed.GetValue(bridge.To)!, "/api/events"), key, cancellationToken)
            : Task.FromResult(2));
        return command;
    }

    private static async Task<int> RunAsync(Uri queue, Uri to, string key, CancellationToken cancellationToken)
    {
        if (AwsAccess.RegionOf(queue) is not { } region)
        {
            await Console.Error.WriteLineAsync("--queue names no region: give the queue's URL, such as https://sqs.eu-central-1.amazonaws.com/111122223333/rootwatch-dead-letters, or set AWS_REGION.");
            return 2;
        }

        try
        {
            using var aws = AwsAccess.Open();
            using var destination = new ApiDestination(to, new ApiDestinationConnection("x-functions-key", key), new RetryPolicy { MaximumRetryAttempts = Retries }, TimeProvider.System, new Random());
            var (delivered, left) = await new Redriver(aws, region, queue).RunAsync(destination, cancellationToken);
            Console.WriteLine($"{delivered} delivered, {left} left in the queue.");
            return left == 0 ? 0 : 1;
        }
        catch (AwsApiException failure)
        {
            await Console.Error.WriteLineAsync($"The queue cannot be read: {failure.Message}");
            return 2;
        }
    }
}
