using RootWatch.Bridge.Messages;

namespace RootWatch.Cli.Demo.Preview;

/// <summary>A message of the preview.</summary>
/// <param name="Name">Short and stable: files and links name it so.</param>
/// <param name="Title">What it is, for people.</param>
/// <param name="Outgoing">The message as a channel gets it.</param>
internal sealed record SampleMessage(string Name, string Title, OutgoingMessage Outgoing);
