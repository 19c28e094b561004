namespace RootWatch.Cli.Deploy;

/// <summary>The deployment cannot go on. The message says what is wrong and what to do, and holds no secret.</summary>
internal sealed class DeploymentException(string message, Exception? inner = null) : Exception(message, inner);
