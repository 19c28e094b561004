using RootWatch.Bridge.Messages;
using RootWatch.Cli.Scan;
using RootWatch.Detection;
using RootWatch.Detection.History;
using Spectre.Console;

namespace RootWatch.Cli.Explain;

/// <summary>Prints the way of events through the catalogue.</summary>
internal static class Explainer
{
    /// <returns>0; 1 where the file cannot be read or not all of it is understood; 2 where policy or profiles cannot be used.</returns>
    public static int Run(string file, string? policyPath, string? profilesPath)
    {
        if (Inputs.Read(() => Inputs.Policy(policyPath)) is not { } policy || Inputs.Read(() => Inputs.Profiles(profilesPath)) is not { } profiles)
        {
            return 2;
        }

        using var logs = Logs.Read([file], Console.Error.WriteLine, static (_, _) => { }, CancellationToken.None);
        var console = AnsiConsole.Console;
        if (Console.IsOutputRedirected)
        {
            console.Profile.Width = 160;
        }

        var accounts = new Dictionary<string, AccountHistory>(StringComparer.Ordinal);
        var found = 0;
        foreach (var record in logs.InOrder().Select(root => root.Read()))
        {
            found++;
            if (IssuedKey.Of(record, arrived: null) is var (account, issued))
            {
                accounts[account] = HistoryOf(account).Learn(issued, policy).History;
            }

            var history = HistoryOf(record.Account);
            Print(console, Explanation.Of(history, record, arrived: null, policy));
            accounts[record.Account] = history.Add(record, arrived: null, policy).History;
        }

        AccountHistory HistoryOf(string account) => accounts.GetValueOrDefault(account) ?? AccountHistory.With(profiles.Of(account));

        if (logs.Events > found)
        {
            console.WriteLine(
                $"Do not concern root, for the caller is not of type Root, no session of root's issued theirs, and the call neither is sts:AssumeRoot nor takes root over or frees it: {logs.Events - found} of {logs.Events} events, copies included.");
        }

        return logs.AreWhole ? 0 : 1;
    }

    private static void Print(IAnsiConsole console, Explanation explanation)
    {
        var finding = explanation.Finding;
        var record = finding.Record;
        console.Write(new Rule(Markup.Escape(Untrusted.Text($"{record.EventSource} {record.EventName}, event {record.EventId}"))).LeftJustified());
        console.MarkupLine($"{TableReport.Colored(finding.Assessment, $"{finding.Assessment}, {finding.Severity}")}: {Markup.Escape(finding.Headline)}");
        console.WriteLine($"Root's part: {IdentityWords.Of(record.Identity)}{(record.Caller is { } caller ? $", {Untrusted.Text(caller)}" : string.Empty)} (userIdentity). Account {record.Account}, partition {record.Partition}, session {record.SessionKey ?? "not in the record"}.");
        console.WriteLine();

        console.WriteLine("Why:");
        foreach (var signal in finding.Signals)
        {
            console.MarkupLine($"  {TableReport.Colored(signal.Assessment, $"{signal.Assessment}, {signal.Severity}")}  [bold]{signal.Id}[/]  {Markup.Escape($"{signal.Sentence} {signal.Why}")} [grey]{Markup.Escape(string.Join(", ", signal.Evidence))}{Markup.Escape(signal.Techniques.Count > 0 ? $"; ATT&CK {string.Join(", ", signal.Techniques)}" : string.Empty)}[/]");
        }

        console.WriteLine();
        console.WriteLine("Catalogue entries that know the event, the first that holds speaks:");
        Print(console, explanation.Entries);
        console.WriteLine("Circumstances that counted:");
        Print(console, explanation.Context.Where(context => context.Spoke));
        console.WriteLine("Circumstances that stayed silent:");
        Print(console, explanation.Context.Where(context => !context.Spoke));
        console.WriteLine("What would have changed the answer:");
        foreach (var alternative in explanation.Alternatives)
        {
            console.MarkupLine($"  {TableReport.Colored(alternative.Assessment, $"{alternative.Assessment}, {alternative.Severity}")}  if {alternative.If}");
        }

        console.WriteLine();
    }

    private static void Print(IAnsiConsole console, IEnumerable<Consideration> considerations)
    {
        foreach (var consideration in considerations)
        {
            console.MarkupLine($"  {(consideration.Spoke ? "[bold]spoke[/] " : "silent")}  {consideration.Id}  [grey]{Markup.Escape(consideration.Reason)}[/]");
        }

        console.WriteLine();
    }
}
