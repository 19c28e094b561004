using RootWatch.Cli.Respond;

namespace RootWatch.Cli.Scan;

/// <summary>What a scan is to do.</summary>
/// <param name="Logs">Files, folders, globs, and - for standard input.</param>
/// <param name="Format">What to print.</param>
/// <param name="Incident">The incident whose timeline to print instead; null for none.</param>
/// <param name="Respond">How to print what to do about that incident, instead of its timeline; null for the timeline.</param>
/// <param name="Policy">The policy's file; null for none.</param>
/// <param name="Profiles">The profiles' file to begin with; null for none.</param>
/// <param name="Learn">The profiles' file to begin with where it exists, and to write; null for none.</param>
internal sealed record ScanOptions(string[] Logs, ScanFormat Format, string? Incident, PlanFormat? Respond, string? Policy, string? Profiles, string? Learn);
