namespace RootWatch.Tests.Aws;

/// <summary>A topic, and the queue that is subscribed to it.</summary>
internal sealed record MotoTopic(string Arn, string QueueUrl);
