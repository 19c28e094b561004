namespace RootWatch.Cli.Ledger;

/// <summary>A file is no whole export of a ledger.</summary>
/// <param name="line">The line that is wrong, from 1.</param>
/// <param name="problem">What is wrong with it, in a sentence.</param>
internal sealed class LedgerFileException(long line, string problem) : Exception($"Line {line}: {problem}");
