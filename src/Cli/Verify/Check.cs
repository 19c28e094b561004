namespace RootWatch.Cli.Verify;

/// <summary>What one look at the deployment came to.</summary>
/// <param name="Name">What was looked at, such as dead-letters.</param>
/// <param name="Where">Of which account and region, or of which cloud.</param>
/// <param name="Status">Whether it is as it should be.</param>
/// <param name="Detail">What was seen.</param>
/// <param name="Fix">What to do about it; null where nothing is to be done.</param>
internal sealed record Check(string Name, string Where, CheckStatus Status, string Detail, string? Fix = null)
{
    public static Check Passed(string name, string where, string detail) => new(name, where, CheckStatus.Passed, detail);

    public static Check Failed(string name, string where, string detail, string fix) => new(name, where, CheckStatus.Failed, detail, fix);

    public static Check Skipped(string name, string where, string detail) => new(name, where, CheckStatus.Skipped, detail);

    public static Check Of(string name, string where, bool isGood, string detail, string fix) => isGood ? Passed(name, where, detail) : Failed(name, where, detail, fix);
}
