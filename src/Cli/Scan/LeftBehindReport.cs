using RootWatch.Bridge.LeftBehind;
using RootWatch.Bridge.Messages;
using Spectre.Console;

namespace RootWatch.Cli.Scan;

/// <summary>What an incident left behind, and what that did, for people.</summary>
internal static class LeftBehindReport
{
    /// <param name="left">What was left behind.</param>
    /// <param name="at">Until when something may have ended by itself, UTC.</param>
    public static void Write(IReadOnlyList<FollowedCredential> left, DateTimeOffset at)
    {
        AnsiConsole.Console.MarkupLine($"{Environment.NewLine}Left behind:");
        foreach (var one in left)
        {
            AnsiConsole.Console.MarkupLine($"  {Markup.Escape($"{LeftBehindText.Words(one.Item.Credential)}, made at {Phrases.Utc(one.Item.Made)}: {LeftBehindText.State(one.Item, at)}; {(one.Calls == 0 ? "no call in these logs" : Phrases.Count(one.Calls, "call"))}")}");
            foreach (var use in one.Uses)
            {
                AnsiConsole.Console.MarkupLine(
                    $"    {Markup.Escape($"{AlertText.Event($"{use.EventSource} {use.EventName}")}{(use.Failed ? ", failed," : string.Empty)} from {Untrusted.Text(use.SourceIp ?? "nowhere")} in {use.Region ?? "no region"}: {Phrases.Count(use.Calls, "call")}")} [grey]{Phrases.Utc(use.First)} to {Phrases.Utc(use.Last)}[/]");
            }

            if (one.Uses.Sum(use => use.Calls) < one.Calls)
            {
                AnsiConsole.Console.MarkupLine("    [grey]Further kinds of calls are counted, and not listed.[/]");
            }
        }
    }
}
