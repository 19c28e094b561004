using System.CommandLine;
using System.CommandLine.Parsing;
using RootWatch.Cli.Bridge;
using RootWatch.Cli.Respond;
using RootWatch.Cli.Scan.Against;

namespace RootWatch.Cli.Scan;

internal static class ScanCommand
{
    public static Command Create()
    {
        var logs = new Argument<string[]>("LOG") { Description = "Files, folders (.json, .jsonl, .ndjson, .log, also .gz), globs; - reads standard input, as no argument does in a pipe.", Arity = ArgumentArity.ZeroOrMore };
        var format = new Option<ScanFormat>("--format") { Description = "table for people, jsonl for findings, incidents for incidents as JSON Lines.", DefaultValueFactory = static _ => ScanFormat.Table };
        var incident = new Option<string?>("--incident") { Description = "Print this incident's timeline." };
        var respond = CreateRespond();
        var policy = new Option<string?>("--policy") { Description = "The policy to apply." };
        var profiles = new Option<string?>("--profiles") { Description = "What is known of the accounts from before." };
        var learn = new Option<string?>("--learn") { Description = "Write what is usual for each account to this file; begin with what stands in it." };
        var against = new Option<Uri?>("--against") { Description = "A running bridge's address: list the events that it never saw. Exit code 1 where there are any.", CustomParser = BridgeOptions.ParseAddress };
        var key = BridgeOptions.CreateKey();
        var command = new Command(
            "scan",
            """
            Replays CloudTrail history as the bridge would have seen it: each event once, in order. Exit code 1 where a file was left out, or something in it was not understood.

            Reads CloudTrail log files, EventBridge events, LookupEvents, CloudTrail Lake rows, CloudWatch Logs (also Insights and subscriptions), SNS and SQS messages, Firehose and Kinesis, Elastic's event.original, Splunk's _raw, and OCSF API Activity, Authentication and Account Change; also in each other. docs/scan.md has the limits.

            Examples:
              rootwatch scan logs/
              rootwatch scan 'logs/**/*.json.gz' --format jsonl > findings.jsonl
              rootwatch scan logs/ --incident 111122223333-0a1b2c3d4e
              rootwatch scan logs/ --incident 111122223333-0a1b2c3d4e --respond
              rootwatch scan logs/ --learn profile.json
              rootwatch scan logs/ --against https://my-bridge.azurewebsites.net
              aws cloudtrail lookup-events --lookup-attributes AttributeKey=Username,AttributeValue=root | rootwatch scan -
            """)
        { logs, format, incident, respond, policy, profiles, learn, against, key };
        command.Validators.Add(result =>
        {
            if (result.GetValue(logs) is null or [] && !Console.IsInputRedirected)
            {
                result.AddError("Name at least one log, or pipe one in.");
            }

            if (result.GetValue(against) is not null && (result.GetValue(format) == ScanFormat.Incidents || result.GetValue(incident) is not null || result.GetValue(learn) is not null))
            {
                result.AddError("--against lists events, as a table or jsonl: it goes with neither --format incidents, nor --incident, nor --learn.");
            }

            if (result.GetResult(respond) is not null && result.GetValue(incident) is null)
            {
                result.AddError("--respond goes with --incident, which names the incident.");
            }
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var options = new ScanOptions(
                parsed.GetValue(logs) is { Length: > 0 } named ? named : ["-"], parsed.GetValue(format), parsed.GetValue(incident), parsed.GetValue(respond), parsed.GetValue(policy), parsed.GetValue(profiles), parsed.GetValue(learn));
            if (parsed.GetValue(against) is not { } address)
            {
                return Scanner.Run(options, cancellationToken);
            }

            using var client = BridgeClient.CreateClient();
            return BridgeOptions.KeyOf(parsed, key) is { } given ? await Comparer.RunAsync(options, new BridgeClient(client, address, given), cancellationToken) : 2;
        });
        return command;
    }

    private static Option<PlanFormat?> CreateRespond() => new("--respond")
    {
        Description = "With --incident: print what to do about it instead, as markdown, which is the default, or as a script.",
        Arity = ArgumentArity.ZeroOrOne,
        CustomParser = static argument => argument.Tokens switch
        {
            [] => PlanFormat.Markdown,
            [var token] when Enum.TryParse<PlanFormat>(token.Value, ignoreCase: true, out var named) && Enum.IsDefined(named) => named,
            _ => Refuse(argument),
        },
    };

    private static PlanFormat? Refuse(ArgumentResult argument)
    {
        argument.AddError("--respond is markdown or script.");
        return null;
    }
}
