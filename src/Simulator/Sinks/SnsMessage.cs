namespace RootWatch.Simulator.Sinks;

/// <summary>A message that the topic took.</summary>
public sealed record SnsMessage(
    DateTimeOffset At,
    string MessageId,
    string TopicArn,
    string Subject,
    string Message,
    IReadOnlyDictionary<string, string> Attributes,
    string? GroupId,
    string? DeduplicationId);
