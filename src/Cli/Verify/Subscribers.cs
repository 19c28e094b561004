using System.Xml.Linq;
using RootWatch.Simulator.Aws;

namespace RootWatch.Cli.Verify;

/// <summary>Who hears a topic.</summary>
/// <param name="Confirmed">The protocols of the subscriptions that are confirmed.</param>
/// <param name="Pending">The subscriptions that wait for confirmation: the protocol, and as much of the address as says whose it is.</param>
internal sealed record Subscribers(IReadOnlyList<string> Confirmed, IReadOnlyList<string> Pending)
{
    // They keep what they get, and tell nobody.
    private static readonly string[] Stores = ["sqs", "firehose"];

    /// <summary>Whether at least one confirmed subscription may reach a person.</summary>
    public bool HasPerson => Confirmed.Any(protocol => !Stores.Contains(protocol, StringComparer.Ordinal));

    /// <exception cref="AwsApiException">SNS refused, or cannot be reached.</exception>
    public static async Task<Subscribers> OfAsync(AwsApi aws, string region, string topic, CancellationToken cancellationToken)
    {
        List<XElement> subscriptions = [];
        string? next = null;
        do
        {
            (string, string)[] page = next is null ? [] : [("NextToken", next)];
            var answer = await aws.QueryAsync("sns", region, "2010-03-31", "ListSubscriptionsByTopic", [("TopicArn", topic), .. page], cancellationToken);
            subscriptions.AddRange(answer.Descendants("member"));
            next = answer.Descendants("NextToken").FirstOrDefault()?.Value;
        }
        while (!string.IsNullOrEmpty(next));
        return Of(subscriptions);
    }

    public static Subscribers Of(IReadOnlyList<XElement> subscriptions) =>
        new(
            [.. subscriptions.Where(subscription => Text(subscription, "SubscriptionArn").StartsWith("arn:", StringComparison.Ordinal)).Select(subscription => Text(subscription, "Protocol"))],
            [.. subscriptions.Where(subscription => Text(subscription, "SubscriptionArn") is "PendingConfirmation").Select(subscription => $"{Text(subscription, "Protocol")} {Masked(Text(subscription, "Endpoint"))}".TrimEnd())]);

    public override string ToString()
    {
        var confirmed = Confirmed.Count == 0 ? "nobody has confirmed" : $"{Confirmed.Count} confirmed ({string.Join(", ", Confirmed.Distinct(StringComparer.Ordinal))})";
        return Pending.Count == 0 ? confirmed : $"{confirmed}; waiting for confirmation: {string.Join(", ", Pending)}";
    }

    // Whoever runs this need not see other people's whole addresses.
    private static string Masked(string address) =>
        address.IndexOf('@', StringComparison.Ordinal) is var at and > 0 ? $"{address[0]}…{address[at..]}"
        : Uri.TryCreate(address, UriKind.Absolute, out var url) && url.Scheme is ("http" or "https") ? url.Host
        : string.Empty;

    private static string Text(XElement subscription, string name) => subscription.Element(name)?.Value ?? string.Empty;
}
