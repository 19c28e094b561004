using System.Net;

namespace RootWatch.Bridge.Notifications.Sns.Ocsf;

/// <summary>The caller: an address, or the name of an AWS service where CloudTrail has that in its place.</summary>
internal sealed record SourceEndpoint
{
    public SourceEndpoint(string source)
    {
        (Ip, SvcName) = IPAddress.TryParse(source, out _) ? (source, (string?)null) : (null, source);
    }

    public string? Ip { get; }

    public string? SvcName { get; }
}
