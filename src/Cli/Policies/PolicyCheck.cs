using RootWatch.Detection.Policy;

namespace RootWatch.Cli.Policies;

internal static class PolicyCheck
{
    /// <returns>0; 2 where it cannot be used.</returns>
    public static int Run(string path)
    {
        try
        {
            var policy = Inputs.Policy(path);
            Console.WriteLine($"{path} is a policy: {policy.Accounts.Count} accounts, {policy.Allow.Count} allowed, {policy.Severity.Count} severities, {policy.Expectations.Count} windows.");
            return 0;
        }
        catch (Exception problem) when (problem is PolicyException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(problem.Message);
            return 2;
        }
    }
}
