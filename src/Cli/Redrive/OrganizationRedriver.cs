using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using RootWatch.Bridge.Heartbeat;
using RootWatch.Cli.Aws;
using RootWatch.Simulator;
using RootWatch.Simulator.Aws;

namespace RootWatch.Cli.Redrive;

/// <summary>Redrives the hub's dead-letter queues, and the queue of what could not be forwarded in every account and region.</summary>
/// <param name="aws">The hub's account.</param>
/// <param name="hubRegion">The hub's region.</param>
/// <param name="bridge">Opens a way to the function.</param>
internal sealed class OrganizationRedriver(AwsApi aws, string hubRegion, Func<ApiDestination> bridge)
{
    private const string HubQueue = "rootwatch-dead-letters";
    private const string SpokeQueue = "rootwatch-undelivered";

    /// <returns>What came of each queue: the hub's first, then the spokes' by account and region. Where there is no queue, nothing.</returns>
    /// <exception cref="AwsApiException">The accounts cannot be listed.</exception>
    public async Task<IReadOnlyList<RedrivenQueue>> RunAsync(string? role, IReadOnlyCollection<string> leftOut, ProgressBar progress, CancellationToken cancellationToken)
    {
        var accounts = await new Organization(aws, hubRegion).EnterAsync(role, leftOut, progress, cancellationToken);
        var hub = new AwsAccount(aws, credentials: null) { Id = await new Organization(aws, hubRegion).OwnAccountAsync(cancellationToken) };
        List<(AwsAccount Account, string Region, string Queue)> queues =
        [
            (hub, hubRegion, HubQueue),
            (hub, hubRegion, "rootwatch-tampering-dead-letters"),
            .. accounts.Where(account => account.Problem is null).SelectMany(account => account.Regions, (account, region) => (account, region, SpokeQueue)),
        ];
        var redriven = await InParallel.ForEachAsync(
            queues, (queue, token) => RunAsync(queue.Account, queue.Region, queue.Queue, token), progress.Begin("Redriving queues", queues.Count), cancellationToken);
        return
        [
            .. redriven.OfType<RedrivenQueue>(),
            .. accounts.Where(account => account.Problem is not null).Select(account => RedrivenQueue.Unreachable(new SpokeId(account.Id, "all regions"), SpokeQueue, account.Problem!)),
        ];
    }

    private async Task<RedrivenQueue?> RunAsync(AwsAccount account, string region, string name, CancellationToken cancellationToken)
    {
        var place = new SpokeId(account.Id, region);
        try
        {
            return await account.UseAsync(api => RunAsync(api, place, name, cancellationToken));
        }
        catch (AwsApiException failure) when (failure.Code is "QueueDoesNotExist" or "AWS.SimpleQueueService.NonExistentQueue")
        {
            return name == HubQueue ? RedrivenQueue.Unreachable(place, name, "there is no such queue: check --hub-region, and whose credentials you have") : null;
        }
        catch (AwsApiException failure)
        {
            return RedrivenQueue.Unreachable(place, name, failure.Message);
        }
    }

    private async Task<RedrivenQueue> RunAsync(AwsApi api, SpokeId place, string name, CancellationToken cancellationToken)
    {
        var url = await Throttling.RetryAsync(
            async () => (string)(await api.JsonAsync("sqs", place.Region, "AmazonSQS.GetQueueUrl", new JsonObject { ["QueueName"] = name }, cancellationToken))["QueueUrl"]!,
            TimeProvider.System,
            cancellationToken);
        ConcurrentQueue<string> lines = [];
        using var destination = bridge();
        var (delivered, left) = await new Redriver(api, place.Region, new Uri(url), lines.Enqueue).RunAsync(destination, cancellationToken);
        return new RedrivenQueue(place, name, delivered, left, Problem: null, [.. lines]);
    }
}
