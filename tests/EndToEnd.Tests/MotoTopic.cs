namespace RootWatch.EndToEnd.Tests;

/// <summary>A topic, and the queue that is subscribed to it.</summary>
public sealed record MotoTopic(string Arn, string QueueUrl);
