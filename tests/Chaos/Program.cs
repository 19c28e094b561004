using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using RootWatch.Chaos;
using Spectre.Console;

if (args is [BridgeProcess.Command, var port])
{
    return await BridgeProcess.RunAsync(int.Parse(port, CultureInfo.InvariantCulture));
}

var isShort = new Option<bool>("--short") { Description = "3,000 envelopes and 20 kills instead of 20,000 and 200." };
var json = new Option<bool>("--json") { Description = "Ends with one line of JSON." };
var storm = new Option<bool>("--storm") { Description = "Instead: 10,000 root findings in a minute, and what people and the process's memory make of them." };
var inMemory = new Option<bool>("--in-memory") { Description = "With --storm: a ledger in the process's memory." };
var seed = new Option<int>("--seed") { Description = "What all choices follow from.", DefaultValueFactory = static _ => 2016 };
var command = new RootCommand("Delivers events to two function apps while channels and the ledger's table fail and processes are killed, and counts what is lost or repeated.") { isShort, json, seed, storm, inMemory };
command.SetAction(async (parsed, cancellationToken) =>
{
    if (parsed.GetValue(storm))
    {
        return await StormRun.RunAsync(parsed.GetValue(inMemory), cancellationToken);
    }

    Tally? sum = null;
    foreach (var options in ChaosOptions.Of(parsed.GetValue(isShort), parsed.GetValue(seed)))
    {
        using var run = new ChaosRun(options);
        var (tallied, problems) = await run.RunAsync(Console.WriteLine, cancellationToken);
        foreach (var problem in problems)
        {
            Console.WriteLine(problem);
        }

        sum = sum is null ? tallied : sum + tallied;
    }

    var tally = sum!;
    var table = new Table().RoundedBorder().AddColumns("What", "How many");
    foreach (var (name, value) in tally.Rows)
    {
        table.AddRow(name, value);
    }

    AnsiConsole.Write(table);
    if (parsed.GetValue(json))
    {
        Console.WriteLine(JsonSerializer.Serialize(tally, TallyJson.Default.Tally));
    }

    return tally.IsGood ? 0 : 1;
});
return await command.Parse(args).InvokeAsync();
