using System.CommandLine;
using System.CommandLine.Parsing;
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
        var organization = new OrganizationOptions();
        var queue = new Option<Uri?>("--queue")
        {
            Description = "One queue's URL: the output DeadLettersUrl of the hub's stack, or UndeliveredQueueUrl of a spoke's.",
            CustomParser = ParseAddress,
        };
        var command = new Command(
            "redrive",
            """
            Delivers to a running bridge what EventBridge could not deliver and put into dead-letter queues: one queue (--queue), or the hub's queues and the queue of every account and region (--hub-region). What the bridge takes is deleted there; the rest stays. Each event is told once, however often it is delivered.

            AWS credentials come from where the AWS CLI has them. The exit code is 0 only where nothing is left in any queue.

            Examples:
              rootwatch redrive --hub-region eu-central-1 --spoke-role OrganizationAccountAccessRole --to https://my-bridge.azurewebsites.net
              rootwatch redrive --queue https://sqs.eu-central-1.amazonaws.com/111122223333/rootwatch-dead-letters --to https://my-bridge.azurewebsites.net
            """)
        { queue, organization.HubRegion, organization.SpokeRole, organization.LeftOut, bridge.To, bridge.Key };
        command.Validators.Add(result =>
        {
            if (result.GetResult(queue) is null == result.GetResult(organization.HubRegion) is null)
            {
                result.AddError("Give either --queue, for one queue, or --hub-region, for all.");
            }
        });
        command.SetAction((parsed, cancellationToken) =>
        {
            if (bridge.KeyOf(parsed) is not { } key)
            {
                return Task.FromResult(2);
            }

            var to = new Uri(parsed.GetValue(bridge.To)!, "/api/events");
            return parsed.GetValue(queue) is { } one
                ? RunAsync(aws => OneAsync(aws, one, () => Open(to, key), cancellationToken))
                : RunAsync(aws => AllAsync(new OrganizationRedriver(aws, parsed.GetValue(organization.HubRegion)!, () => Open(to, key)), parsed.GetValue(organization.SpokeRole), parsed.GetValue(organization.LeftOut) ?? [], cancellationToken));
        });
        return command;
    }

    /// <summary>A way to the bridge that delivers as EventBridge does.</summary>
    internal static ApiDestination Open(Uri to, string key) =>
        new(to, new ApiDestinationConnection("x-functions-key", key), new RetryPolicy { MaximumRetryAttempts = Retries }, TimeProvider.System, Random.Shared);

    /// <summary>Redrives every queue, and reports. 0 where nothing is left, 1 where something is.</summary>
    /// <exception cref="AwsApiException">AWS does not answer.</exception>
    internal static async Task<int> AllAsync(OrganizationRedriver redriver, string? role, IReadOnlyCollection<string> leftOut, CancellationToken cancellationToken)
    {
        var queues = await ProgressBar.ShowAsync(isQuiet: false, progress => redriver.RunAsync(role, leftOut, progress, cancellationToken));
        RedriveReport.Write(queues);
        if (role is null)
        {
            Console.WriteLine("Only the hub's account was looked at: give --spoke-role for the others.");
        }

        return queues.All(queue => queue.IsEmpty) ? 0 : 1;
    }

    private static Uri? ParseAddress(ArgumentResult argument)
    {
        if (Uri.TryCreate(argument.Tokens[0].Value, UriKind.Absolute, out var address) && address.Scheme is ("http" or "https"))
        {
            return address;
        }

        argument.AddError("--queue must be the queue's URL, such as https://sqs.eu-central-1.amazonaws.com/111122223333/rootwatch-dead-letters.");
        return null;
    }

    private static async Task<int> RunAsync(Func<AwsApi, Task<int>> redrive)
    {
        try
        {
            using var aws = AwsAccess.Open();
            return await redrive(aws);
        }
        catch (AwsApiException failure)
        {
            await Console.Error.WriteLineAsync($"The queues cannot be read: {failure.Message}");
            return 2;
        }
    }

    private static async Task<int> OneAsync(AwsApi aws, Uri queue, Func<ApiDestination> open, CancellationToken cancellationToken)
    {
        if (AwsAccess.RegionOf(queue) is not { } region)
        {
            await Console.Error.WriteLineAsync("--queue names no region: give the queue's URL, such as https://sqs.eu-central-1.amazonaws.com/111122223333/rootwatch-dead-letters, or set AWS_REGION.");
            return 2;
        }

        using var destination = open();
        var (delivered, left) = await new Redriver(aws, region, queue, Console.WriteLine).RunAsync(destination, cancellationToken);
        Console.WriteLine($"{delivered} delivered, {left} left in the queue.");
        return left == 0 ? 0 : 1;
    }
}
