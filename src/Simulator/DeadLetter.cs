namespace RootWatch.Simulator;

/// <summary>An event that EventBridge gave up on.</summary>
/// <param name="Envelope">The event, unchanged.</param>
/// <param name="Reason">Why: the last status or fault, and what ended the attempts.</param>
public sealed record DeadLetter(ReadOnlyMemory<byte> Envelope, string Reason);
