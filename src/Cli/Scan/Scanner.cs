using System.Text;
using RootWatch.Bridge.Incidents;
using Spectre.Console;

namespace RootWatch.Cli.Scan;

/// <summary>Replays CloudTrail history and prints what the bridge would have said of it.</summary>
internal static class Scanner
{
    private const int OutputBuffer = 64 * 1024;
    private const int FindingsAtATime = 1000;

    /// <returns>0; 1 where a file was left out, something in it was not understood, or there is no such incident to plan for; 2 where policy or profiles cannot be used.</returns>
    public static int Run(ScanOptions options, CancellationToken cancellationToken)
    {
        if (Inputs.Read(() => new AccountLedgers(Inputs.Policy(options.Policy), Inputs.Profiles(options.Profiles ?? (File.Exists(options.Learn) ? options.Learn : null)))) is not { } ledgers)
        {
            return 2;
        }

        var files = LogFiles.Of(options.Logs);
        using var input = options.Incident is null ? null : new BufferedInput(files);
        using var logs = ReadingProgress.Show(progress => Logs.Read(files, Console.Error.WriteLine, progress, cancellationToken));
        using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), OutputBuffer);
        var findings = 0L;
        var report = Report(options, output);
        foreach (var found in logs.InOrder())
        {
            cancellationToken.ThrowIfCancellationRequested();
            findings++;
            report.Take(ledgers.Record(found.Read(), arrived: null));
            if (findings % FindingsAtATime == 0)
            {
                // The runtime would let garbage grow with the processor's cache, which may have hundreds of MB.
                GC.Collect(generation: 0);
            }
        }

        report.End();
        if (report is PlanReport { Found: not null } plan)
        {
            plan.Write(output, files, cancellationToken);
        }
        else if (report is TimelineReport { Found: { Snapshot: { LeftBehind: { } left } snapshot } incident })
        {
            LeftBehindReport.Write(LeftBehindTrail.Read(files, incident, left, cancellationToken), snapshot.End);
        }

        if (options.Learn is not null)
        {
            File.WriteAllBytes(options.Learn, ledgers.ProfilesAt(TimeProvider.System.GetUtcNow()).ToJson());
        }

        if (options.Format == ScanFormat.Table && options.Respond is null)
        {
            AnsiConsole.Console.MarkupLine($"[grey]{logs.Events} events read, {findings} of root's use.{(logs.Unread > 0 ? $" {logs.Unread} files were left out." : string.Empty)}{(logs.NotUnderstood > 0 ? $" {logs.NotUnderstood} things were not understood." : string.Empty)}[/]");
        }

        return logs.AreWhole && report is not PlanReport { Found: null } ? 0 : 1;
    }

    private static IReport Report(ScanOptions options, TextWriter output) =>
        (options.Incident, options.Format) switch
        {
            ({ } incident, _) when options.Respond is { } respond => new PlanReport(incident, respond),
            ({ } incident, _) => new TimelineReport(incident),
            (_, ScanFormat.Jsonl) => new FindingsReport(output),
            (_, ScanFormat.Incidents) => new IncidentsReport(output),
            (_, ScanFormat.Table) => new TableReport(AnsiConsole.Console),
            var (_, format) => throw new ArgumentOutOfRangeException(nameof(options), format, message: null),
        };
}
