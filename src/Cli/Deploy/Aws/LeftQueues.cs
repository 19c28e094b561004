using System.Globalization;
using System.Text.Json.Nodes;

namespace RootWatch.Cli.Deploy.Aws;

/// <summary>Queues that an earlier stack left behind. Their names are fixed, so a new stack cannot be made beside them.</summary>
internal sealed class LeftQueues(AwsCli aws, Action<string> say, Func<TimeSpan, CancellationToken, Task> wait)
{
    // SQS takes a name again only a minute after the queue of that name was deleted.
    private static readonly TimeSpan UntilTheNameIsFree = TimeSpan.FromSeconds(61);

    // Messages that somebody is reading are not visible, and come back.
    private static readonly string[] Counts = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"];

    /// <summary>Deletes those that are empty.</summary>
    /// <exception cref="DeploymentException">One holds messages, which are events that nobody was told about.</exception>
    public async Task ClearAsync(string region, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var left = await FindAsync(region, names, cancellationToken);
        foreach (var queue in left)
        {
            var messages = await CountAsync(region, queue, cancellationToken);
            if (messages > 0)
            {
                throw new DeploymentException(
                    $"The queue {queue} of an earlier deployment holds {messages} messages: events that could not be delivered. Deliver them (rootwatch redrive --queue {queue} --to …) or delete the queue, then run this again.");
            }
        }

        foreach (var queue in left)
        {
            await DeleteAsync(region, queue, cancellationToken);
        }

        if (left.Count > 0)
        {
            say("SQS takes their names again in a minute: waiting");
            await wait(UntilTheNameIsFree, cancellationToken);
        }
    }

    /// <summary>The URLs of those that are there.</summary>
    /// <exception cref="DeploymentException">AWS does not say.</exception>
    public async Task<IReadOnlyList<string>> FindAsync(string region, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        List<string> found = [];
        foreach (var name in names)
        {
            var listed = (await aws.RunAsync(region, cancellationToken, "sqs", "list-queues", "--queue-name-prefix", name))?["QueueUrls"] as JsonArray ?? [];
            found.AddRange(listed.Select(queue => (string)queue!).Where(queue => queue.EndsWith($"/{name}", StringComparison.Ordinal)));
        }

        return found;
    }

    /// <exception cref="DeploymentException">AWS refused.</exception>
    public async Task DeleteAsync(string region, string queue, CancellationToken cancellationToken)
    {
        say($"Deleting the queue {queue}");
        await aws.RunAsync(region, cancellationToken, "sqs", "delete-queue", "--queue-url", queue);
    }

    /// <summary>How many messages a queue holds, about.</summary>
    /// <exception cref="DeploymentException">AWS does not say.</exception>
    public async Task<int> CountAsync(string region, string queue, CancellationToken cancellationToken)
    {
        var attributes = (await aws.RunAsync(
            region, cancellationToken, ["sqs", "get-queue-attributes", "--queue-url", queue, "--attribute-names", .. Counts]))?["Attributes"];
        return Counts.Sum(name => int.Parse((string?)attributes?[name] ?? throw new DeploymentException($"SQS does not say how many messages {queue} holds."), CultureInfo.InvariantCulture));
    }
}
