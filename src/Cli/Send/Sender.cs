using System.Text.Json;
using RootWatch.Bridge.Messages;
using RootWatch.Simulator;

namespace RootWatch.Cli.Send;

/// <summary>Delivers files' events one after the other, and prints a line for each.</summary>
internal static class Sender
{
    /// <returns>0 where every event was delivered; 1 where not; 2 where a file could not be read.</returns>
    public static async Task<int> RunAsync(string[] files, Uri to, string key, int retries, CancellationToken cancellationToken)
    {
        using var destination = new ApiDestination(
            to, new ApiDestinationConnection("x-functions-key", key), new RetryPolicy { MaximumRetryAttempts = retries }, TimeProvider.System, new Random())
        {
            RetryScheduled = static (attempt, wait) => Console.WriteLine($"  {Reason(attempt)}; again in {wait.TotalSeconds:F1} s"),
        };
        var exitCode = 0;
        foreach (var file in files)
        {
            if (await TryReadAsync(file, cancellationToken) is not { } envelopes)
            {
                exitCode = 2;
                continue;
            }

            foreach (var envelope in envelopes)
            {
                var report = await destination.DeliverAsync(envelope, cancellationToken);
                Print(file, report);
                exitCode = report.IsDelivered ? exitCode : Math.Max(exitCode, 1);
            }
        }

        return exitCode;
    }

    private static async Task<IReadOnlyList<byte[]>?> TryReadAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            var json = file is "-" ? await Console.In.ReadToEndAsync(cancellationToken) : await File.ReadAllTextAsync(file, cancellationToken);
            return Envelopes.Read(json, TimeProvider.System);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or JsonException or FormatException)
        {
            await Console.Error.WriteLineAsync($"{file}: cannot be read. {problem.Message}");
            return null;
        }
    }

    private static void Print(string file, DeliveryReport report)
    {
        var last = report.Attempts[^1];
        var answer = Answer.Of(last);
        Console.WriteLine(
            $"{Path.GetFileName(file)}: {Reason(last)} {answer.Outcome} {answer.Verdict} {Untrusted.Text(answer.What)}".TrimEnd()
            + (report.DeadLetter is { } dead ? $" → dead letter ({dead.Reason}){Advice(last)}" : string.Empty));
    }

    private static string Reason(Attempt attempt) => attempt.Status is { } status ? $"{(int)status}" : attempt.Fault.ToString();

    private static string Advice(Attempt attempt) =>
        attempt switch
        {
            { Fault: AttemptFault.ConnectionFailed } => ". Is the bridge running at that address?",
            { Fault: AttemptFault.Timeout } => ". The bridge did not answer within 5 s.",
            _ => (int?)attempt.Status switch
            {
                401 => ". Check --key.",
                404 => ". Check --to: it ends in /api/events.",
                503 => ". A channel did not take its message: look at /api/health.",
                _ => string.Empty,
            },
        };
}
