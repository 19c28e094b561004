namespace RootWatch.Cli.Verify;

/// <summary>Whether something is as it should be.</summary>
internal enum CheckStatus
{
    Passed,
    Failed,

    /// <summary>It was not looked at, and the detail says why.</summary>
    Skipped,
}
