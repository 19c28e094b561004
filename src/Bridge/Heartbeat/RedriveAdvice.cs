using Microsoft.Extensions.Options;
using RootWatch.Bridge.Links;

namespace RootWatch.Bridge.Heartbeat;

/// <summary>The commands that send again what waits in a queue.</summary>
public sealed class RedriveAdvice(IOptions<LinkOptions> links)
{
    private string Bridge => links.Value.BaseUrl?.GetLeftPart(UriPartial.Authority) ?? "BRIDGE_URL";

    /// <summary>The command for one queue.</summary>
    /// <param name="place">The queue's account and region.</param>
    /// <param name="queue">The queue's name.</param>
    public string OfQueue(SpokeId place, string queue) =>
        $"rootwatch redrive --queue https://sqs.{place.Region}.{DomainOf(place.Region)}/{place.Account}/{queue} --to {Bridge}";

    /// <summary>The command for all of the hub's and the spokes' queues.</summary>
    public string OfAll() => $"rootwatch redrive --hub-region REGION --spoke-role ROLE --to {Bridge}";

    private static string DomainOf(string region) =>
        region.StartsWith("cn-", StringComparison.Ordinal) ? "amazonaws.com.cn"
        : region.StartsWith("eusc-", StringComparison.Ordinal) ? "amazonaws.eu"
        : "amazonaws.com";
}
