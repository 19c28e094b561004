using RootWatch.Cli.Deploy.Azure;

namespace RootWatch.Cli.Deploy.Steps;

/// <summary>Which secrets the template writes, and which link keys there are then.</summary>
/// <param name="LinkKeyIds">The link keys, newest first.</param>
/// <param name="Secrets">What is written.</param>
internal sealed record SecretsPlan(IReadOnlyList<string> LinkKeyIds, NewSecrets Secrets);
