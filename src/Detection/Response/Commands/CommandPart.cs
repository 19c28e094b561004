namespace RootWatch.Detection.Response.Commands;

/// <summary>A part of a command's word.</summary>
/// <param name="Text">The text; of a variable its name.</param>
/// <param name="IsVariable">It is a shell variable that an earlier command of the step has set.</param>
/// <param name="Placeholder">What it stands for, where it is a placeholder.</param>
public sealed record CommandPart(string Text, bool IsVariable = false, CommandPlaceholder? Placeholder = null);
