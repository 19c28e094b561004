using System.CommandLine;
using RootWatch.Cli.Bridge;

namespace RootWatch.Cli.Send;

internal static class SendCommand
{
    public static Command Create()
    {
        var bridge = new BridgeOptions();
        var files = new Argument<string[]>("FILE") { Description = "EventBridge events, CloudTrail records or CloudTrail log files, as JSON; - reads standard input.", Arity = ArgumentArity.OneOrMore };
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
        { files, bridge.To, bridge.Key, retries };
        command.SetAction((parsed, cancellationToken) => bridge.KeyOf(parsed) is { } key
            ? Sender.RunAsync(parsed.GetValue(files)!, parsed.GetValue(bridge.To)!, key, parsed.GetValue(retries), cancellationToken)
            : Task.FromResult(2));
        return command;
    }
}
