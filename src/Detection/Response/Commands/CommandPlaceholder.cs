namespace RootWatch.Detection.Response.Commands;

/// <summary>Something that a command needs and that the records do not show, or not in the form that it must have.</summary>
/// <param name="Text">What stands in the command, in angle brackets, such as &lt;bucket name&gt;.</param>
/// <param name="Where">Where to find it, one sentence.</param>
public sealed record CommandPlaceholder(string Text, string Where);
