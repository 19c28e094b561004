using RootWatch.Bridge.Incidents;
using RootWatch.Bridge.Messages;
using RootWatch.Cli.Scan;
using RootWatch.Detection;
using RootWatch.Detection.Policy;

namespace RootWatch.Cli.Policies;

/// <summary>Replays history under two policies at once.</summary>
internal static class PolicyDiff
{
    /// <returns>0; 1 where a log was left out, or something in it was not understood; 2 where a policy or the profiles cannot be used.</returns>
    public static int Run(string before, string after, string[] paths, string? profilesPath, CancellationToken cancellationToken)
    {
        if (Inputs.Read(() => new AccountLedgers(Policy(before), Inputs.Profiles(profilesPath))) is not { } old
            || Inputs.Read(() => new AccountLedgers(Policy(after), Inputs.Profiles(profilesPath))) is not { } next)
        {
            return 2;
        }

        using var logs = ReadingProgress.Show(progress => Logs.Read(paths, Console.Error.WriteLine, progress, cancellationToken));
        var (findings, changed, messagesBefore, messagesAfter) = (0L, 0L, 0L, 0L);
        foreach (var record in logs.InOrder().Select(root => root.Read()))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (was, willBe) = (old.Record(record, arrived: null), next.Record(record, arrived: null));
            findings++;
            messagesBefore += was.News.Count;
            messagesAfter += willBe.News.Count;
            if (Verdict(was.Finding) != Verdict(willBe.Finding))
            {
                changed++;
                Console.WriteLine(
                    $"{(record.EventTime is { } at ? FindingLine.Utc(at) : "no time")} {record.Account} {Untrusted.Text($"{record.EventSource} {record.EventName} {record.EventId}")}: {Verdict(was.Finding)} → {Verdict(willBe.Finding)}");
            }
        }

        Console.WriteLine($"{changed} of {findings} findings change; {messagesBefore} messages become {messagesAfter}.");
        return logs.AreWhole ? 0 : 1;
    }

    private static DetectionPolicy Policy(string path) => Inputs.Policy(path is "-" ? null : path);

    private static string Verdict(Finding finding) =>
        $"{finding.Assessment}, {finding.Severity} ({string.Join(", ", finding.Signals.Select(signal => signal.Id))})";
}
