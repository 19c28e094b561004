namespace RootWatch.Bridge.TestEvents;

/// <summary>How far a test has come.</summary>
/// <param name="Id">The id it was sent with.</param>
/// <param name="Arrived">When it reached the function, UTC.</param>
/// <param name="Deliveries">What became of its messages, one for each channel.</param>
public sealed record TestReport(Guid Id, DateTimeOffset Arrived, IReadOnlyList<TestDelivery> Deliveries);
