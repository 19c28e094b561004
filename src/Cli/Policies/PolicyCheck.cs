namespace RootWatch.Cli.Policies;

internal static class PolicyCheck
{
    /// <returns>0; 2 where it cannot be used.</returns>
    public static int Run(string path)
    {
        if (Inputs.Read(() => Inputs.Policy(path)) is not { } policy)
        {
            return 2;
        }

        Console.WriteLine($"{path} is a policy: {policy.Accounts.Count} accounts, {policy.Allow.Count} allowed, {policy.Severity.Count} severities, {policy.Expectations.Count} windows.");
        return 0;
    }
}
