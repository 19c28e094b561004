namespace RootWatch.FunctionsHost;

/// <summary>The worker ended before it was ready; the message holds what it printed.</summary>
public sealed class WorkerEndedException(int exitCode, string output) : Exception($"The worker ended with {exitCode}:\n{output}")
{
    public int ExitCode { get; } = exitCode;

    public string Output { get; } = output;
}
