using System.CommandLine;

namespace RootWatch.Cli.Policies;

internal static class PolicyCommand
{
    public static Command Create()
    {
        var before = new Argument<string>("OLD") { Description = "The policy that is in force; - for none." };
        var after = new Argument<string>("NEW") { Description = "The policy that is to be; - for none." };
        var logs = new Argument<string[]>("LOG") { Description = "CloudTrail history, as scan reads it.", Arity = ArgumentArity.OneOrMore };
        var profiles = new Option<string?>("--profiles") { Description = "What is known of the accounts from before." };
        var diff = new Command(
            "diff",
            """
            Shows which past findings another policy would change. Exit code 1 where a log was left out, 2 where a policy cannot be used.

            Example:
              rootwatch policy diff policy.json new-policy.json logs/
            """)
        { before, after, logs, profiles };
        diff.SetAction((parsed, cancellationToken) => Task.FromResult(
            PolicyDiff.Run(parsed.GetValue(before)!, parsed.GetValue(after)!, parsed.GetValue(logs)!, parsed.GetValue(profiles), cancellationToken)));

        var file = new Argument<string>("POLICY") { Description = "The policy to check." };
        var check = new Command("check", "Says whether the bridge would start with a policy, and if not, in which line it goes wrong.") { file };
        check.SetAction(parsed => PolicyCheck.Run(parsed.GetValue(file)!));
        return new Command("policy", "Tries policies out before they are in force.") { diff, check };
    }
}
