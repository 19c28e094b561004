using RootWatch.Bridge.Notifications;
using RootWatch.Detection;
using RootWatch.Detection.Activities;

namespace RootWatch.Bridge.Ingestion;

/// <summary>The answer's body. EventBridge does not read it; people and tests do.</summary>
public sealed record EventAnswer(EventOutcome Outcome)
{
    public string? IncidentId { get; init; }

    public Activity? Activity { get; init; }

    public Assessment? Assessment { get; init; }

    public Severity? Severity { get; init; }

    public string? What { get; init; }

    public string? Why { get; init; }

    public IReadOnlyList<string>? Signals { get; init; }

    public IReadOnlyDictionary<string, DeliveryState>? Deliveries { get; init; }
}
