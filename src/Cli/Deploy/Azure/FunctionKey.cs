namespace RootWatch.Cli.Deploy.Azure;

/// <summary>A function key.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">The key itself.</param>
internal sealed record FunctionKey(string Name, string Value);
