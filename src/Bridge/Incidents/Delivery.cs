namespace RootWatch.Bridge.Incidents;

/// <summary>One message of one incident to one channel.</summary>
/// <param name="EventId">The event that made it due.</param>
/// <param name="IncidentId">The incident that it tells of.</param>
/// <param name="Channel">Where it goes.</param>
public sealed record Delivery(string EventId, string IncidentId, string Channel)
{
    public DeliveryState State { get; init; }

    /// <summary>When a lease ends, so that another attempt may begin.</summary>
    public DateTimeOffset LeasedUntil { get; init; }

    /// <summary>An attempt ended without telling whether it arrived, so the next message says that it may be a repeat.</summary>
    public bool MayHaveBeenSent { get; init; }

    /// <summary>The channel's own name for the message: SNS's MessageId, Graph's message id, the flow's run id.</summary>
    public string? Proof { get; init; }
}
