using RootWatch.Simulator.Aws;

namespace RootWatch.Cli.Verify;

/// <summary>Looks whether somebody hears each of the hub's topics.</summary>
internal sealed class HubTopics(AwsApi aws, ExpectedDeployment expected)
{
    private const string Redeploy = "Deploy hub.yaml again.";
    private const string Subscribe = "Subscribe somebody, and confirm by the link in the mail that AWS sent. Remove what nobody will confirm.";

    private string Where => $"hub {expected.HubRegion}";

    public async Task<Check> AlertsAsync(CancellationToken cancellationToken)
    {
        var topic = await FindAsync("rootwatch-alerts", cancellationToken) ?? await FindAsync("rootwatch-alerts.fifo", cancellationToken);
        var check = await CheckAsync("topic", topic, "rootwatch-alerts", cancellationToken);
        return check.Status == CheckStatus.Passed && !await AwsLookup.MayAsync(aws, expected.HubRegion, "rootwatch-bridge", "sns:GetTopicAttributes", topic!, cancellationToken)
            ? Check.Failed("topic", Where, "is heard, but the bridge's role may not ask whether it is (sns:GetTopicAttributes)", Redeploy)
            : check;
    }

    public async Task<Check> OperationsAsync(CancellationToken cancellationToken) =>
        await CheckAsync("operations-topic", await FindAsync("rootwatch-operations", cancellationToken), "rootwatch-operations", cancellationToken);

    public async Task<Check> DirectAsync(CancellationToken cancellationToken)
    {
        if (await FindAsync("rootwatch-direct", cancellationToken) is not { } topic)
        {
            return Check.Skipped("direct-topic", Where, "there is no direct alarm here (direct-alarm.yaml)");
        }

        return await AwsLookup.RuleStateAsync(aws, expected.HubRegion, "rootwatch", "rootwatch-direct-alarm", cancellationToken) is var state and not "ENABLED"
            ? Check.Failed("direct-topic", Where, $"the rule rootwatch-direct-alarm is {state ?? "missing"}", "Deploy direct-alarm.yaml again.")
            : await CheckAsync("direct-topic", topic, "rootwatch-direct", cancellationToken);
    }

    private async Task<Check> CheckAsync(string name, string? topic, string shortName, CancellationToken cancellationToken)
    {
        if (topic is null)
        {
            return Check.Failed(name, Where, $"there is no topic {shortName}", Redeploy);
        }

        var subscribers = await Subscribers.OfAsync(aws, expected.HubRegion, topic, cancellationToken);

        // A FIFO topic takes queues alone.
        var isHeard = topic.EndsWith(".fifo", StringComparison.Ordinal) ? subscribers.Confirmed.Count > 0 : subscribers.HasPerson;
        return Check.Of(name, Where, isHeard && subscribers.Pending.Count == 0, isHeard ? subscribers.ToString() : $"reaches nobody: {subscribers}", Subscribe);
    }

    private async Task<string?> FindAsync(string name, CancellationToken cancellationToken)
    {
        string? next = null;
        do
        {
            (string, string)[] page = next is null ? [] : [("NextToken", next)];
            var topics = await aws.QueryAsync("sns", expected.HubRegion, "2010-03-31", "ListTopics", page, cancellationToken);
            if (topics.Descendants("TopicArn").Select(arn => arn.Value).FirstOrDefault(arn => arn.Split(':')[^1] == name) is { } found)
            {
                return found;
            }

            next = topics.Descendants("NextToken").FirstOrDefault()?.Value;
        }
        while (!string.IsNullOrEmpty(next));
        return null;
    }
}
