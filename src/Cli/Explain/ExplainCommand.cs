using System.CommandLine;

namespace RootWatch.Cli.Explain;

internal static class ExplainCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "Events or CloudTrail records in any of the shapes that scan reads; - reads standard input." };
        var policy = new Option<string?>("--policy") { Description = "The policy to apply." };
        var profiles = new Option<string?>("--profiles") { Description = "What is known of the accounts from before." };
        var command = new Command(
            "explain",
            """
            Says of each event in a file why it is assessed as it is: which catalogue entries spoke and which stayed silent, which circumstances counted, and what would have changed the answer. Earlier events of the file count for later ones.

            Examples:
              rootwatch explain tests/Samples/cloudtrail/root-create-user.json
              rootwatch explain event.json --policy policy.json --profiles profile.json
            """)
        { file, policy, profiles };
        command.SetAction(parsed => Explainer.Run(parsed.GetValue(file)!, parsed.GetValue(policy), parsed.GetValue(profiles)));
        return command;
    }
}
