namespace RootWatch.Simulator.Sinks;

/// <summary>A request to one of AWS's services.</summary>
/// <param name="At">When it came.</param>
/// <param name="Action">What was called.</param>
/// <param name="Service">The service that the signature is for.</param>
/// <param name="Region">The region that the signature is for.</param>
/// <param name="Account">Whose key signed it; null where the key does not tell.</param>
public sealed record AwsRequest(DateTimeOffset At, string Action, string Service, string Region, string? Account);
