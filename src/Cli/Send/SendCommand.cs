using System.CommandLine;
using System.CommandLine.Parsing;

namespace RootWatch.Cli.Send;

internal static class SendCommand
{
    private const string KeyVariable = "ROOTWATCH_FUNCTION_KEY";

    public static Command Create()
    {
        var files = new Argument<string[]>("FILE") { Description = "EventBridge events, CloudTrail records or CloudTrail log files, as JSON; - reads standard input.", Arity = ArgumentArity.OneOrMore };
        var to = new Option<Uri>("--to") { Description = "The bridge's address.", DefaultValueFactory = static _ => new Uri("http://127.0.0.1:7071/api/events"), CustomParser = ParseAddress };
        var key = new Option<string?>("--key") { Description = $"The function key. Better set in {KeyVariable}: other users of a machine can read a command line." };
        var retries = new Option<int>("--retries") { Description = "How often an event is tried again. EventBridge itself does so 185 times.", DefaultValueFactory = static _ => 3 };
        var command = new Command(
            "send",
            """
            Sends events to a running bridge as an EventBridge API destination does: 5 s for each attempt, EventBridge's retries, no redirects. A bare CloudTrail record gets its envelope.

            Examples:
              rootwatch send tests/Samples/cloudtrail/root-console-login-mfa.json --key KEY
              rootwatch send record.json trail-log.json --to https://my-bridge.azurewebsites.net/api/events
              jq .detail event.json | rootwatch send - --key KEY
            """)
        { files, to, key, retries };
        command.SetAction((parsed, cancellationToken) =>
        {
            var functionKey = parsed.GetValue(key) ?? Environment.GetEnvironmentVariable(KeyVariable);
            if (string.IsNullOrEmpty(functionKey))
            {
                Console.Error.WriteLine($"No function key. Give --key, or set {KeyVariable}.");
                return Task.FromResult(2);
            }

            return Sender.RunAsync(parsed.GetValue(files)!, parsed.GetValue(to)!, functionKey, parsed.GetValue(retries), cancellationToken);
        });
        return command;
    }

    private static Uri? ParseAddress(ArgumentResult argument)
    {
        if (Uri.TryCreate(argument.Tokens[0].Value, UriKind.Absolute, out var address) && address.Scheme is ("http" or "https"))
        {
            return address;
        }

        argument.AddError("--to must be the bridge's address, such as https://my-bridge.azurewebsites.net/api/events.");
        return null;
    }
}
