namespace RootWatch.Bridge.Messages;

/// <summary>A link for people.</summary>
/// <param name="Title">What it leads to; our own words.</param>
/// <param name="Url">The address.</param>
public sealed record MessageLink(string Title, Uri Url);
