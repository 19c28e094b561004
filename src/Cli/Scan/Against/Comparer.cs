using System.Text;
using RootWatch.Bridge.Incidents;
using RootWatch.Cli.Bridge;

namespace RootWatch.Cli.Scan.Against;

/// <summary>Reads CloudTrail history, and prints what of it a running bridge never saw.</summary>
internal static class Comparer
{
    private const int OutputBuffer = 64 * 1024;

    /// <returns>0 where the bridge saw all; 1 where not, or where a file was left out or not understood; 2 where the bridge does not answer, or the policy or profiles cannot be used.</returns>
    public static async Task<int> RunAsync(ScanOptions options, BridgeClient bridge, CancellationToken cancellationToken)
    {
        if (Inputs.Read(() => new AccountLedgers(Inputs.Policy(options.Policy), Inputs.Profiles(options.Profiles))) is not { } ledgers)
        {
            return 2;
        }

        using var logs = ReadingProgress.Show(progress => Logs.Read(options.Logs, Console.Error.WriteLine, progress, cancellationToken));
        await using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), OutputBuffer);
        var report = new UnknownEventsReport(output, options.Format == ScanFormat.Jsonl);
        var comparison = new Comparison(new KnownEvents(bridge, TimeProvider.System), report.Take);
        try
        {
            foreach (var found in logs.InOrder())
            {
                await comparison.TakeAsync(ledgers.Record(found.Read(), arrived: null), cancellationToken);
            }

            await comparison.EndAsync(cancellationToken);
        }
        catch (BridgeException failure)
        {
            await output.FlushAsync(cancellationToken);
            await Console.Error.WriteLineAsync($"{failure.Message} {(comparison.Compared == 0 ? "Nothing was compared." : $"Only {comparison.Compared} events were compared.")}");
            return 2;
        }

        report.End(comparison);
        return report.Missed == 0 && logs.AreWhole ? 0 : 1;
    }
}
