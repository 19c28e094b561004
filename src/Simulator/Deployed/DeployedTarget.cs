namespace RootWatch.Simulator.Deployed;

/// <summary>A rule's target as it was deployed.</summary>
/// <param name="Arn">What the rule sends to.</param>
/// <param name="RoleArn">The role it does so with; null for none.</param>
/// <param name="Retries">How often and how long it tries.</param>
/// <param name="Text">What it makes of an event; null for the event itself.</param>
/// <param name="DeadLetterArn">The queue that gets what could not be delivered; null for none, and then it is lost.</param>
public sealed record DeployedTarget(string Arn, string? RoleArn, RetryPolicy Retries, TargetText? Text, string? DeadLetterArn);
