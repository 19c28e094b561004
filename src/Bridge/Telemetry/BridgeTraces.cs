using System.Diagnostics;

namespace RootWatch.Bridge.Telemetry;

/// <summary>One trace an event: from the envelope to each channel.</summary>
internal static class BridgeTraces
{
    private static readonly ActivitySource Source = new(BridgeMetrics.Name);

    /// <summary>Begins an event's trace.</summary>
    public static Activity? Event()
    {
        // Not within the host's own, which may not be sampled: an alarm's way is always worth having.
        Activity.Current = null;
        return Source.StartActivity("event", ActivityKind.Server);
    }

    /// <summary>Begins an attempt to send.</summary>
    public static Activity? Send(string channel, string delivery)
    {
        var activity = Source.StartActivity($"send {channel}", ActivityKind.Client);
        return activity?.SetTag("rootwatch.channel", channel).SetTag("rootwatch.delivery", delivery);
    }

    /// <summary>Begins the ledger's part.</summary>
    public static Activity? Record() => Source.StartActivity("record");
}
