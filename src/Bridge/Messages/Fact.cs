namespace RootWatch.Bridge.Messages;

/// <summary>A labelled value.</summary>
/// <param name="Label">Our own words.</param>
/// <param name="Value">May hold text from outside.</param>
public sealed record Fact(string Label, string Value);
