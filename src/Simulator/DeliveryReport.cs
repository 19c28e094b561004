namespace RootWatch.Simulator;

/// <summary>What became of an event.</summary>
/// <param name="Attempts">Every attempt, in order.</param>
/// <param name="DeadLetter">The event as it went to the dead-letter queue; null where it was delivered.</param>
public sealed record DeliveryReport(IReadOnlyList<Attempt> Attempts, DeadLetter? DeadLetter)
{
    public bool IsDelivered => DeadLetter is null;
}
