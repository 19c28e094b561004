namespace RootWatch.Detection.Tests.Response.Hostile;

/// <summary>A word that a shell reads. A variable stands in the text as ${NAME}.</summary>
/// <param name="Text">The text.</param>
/// <param name="Substitution">The words of the command whose output stands at its end; null where there is none.</param>
internal sealed record ShellWord(string Text, IReadOnlyList<ShellWord>? Substitution = null);
