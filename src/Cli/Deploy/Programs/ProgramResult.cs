namespace RootWatch.Cli.Deploy.Programs;

/// <summary>How a program ended.</summary>
/// <param name="ExitCode">0 where all went well.</param>
/// <param name="Output">Standard output. May be a secret.</param>
/// <param name="Error">Standard error.</param>
internal sealed record ProgramResult(int ExitCode, string Output, string Error);
