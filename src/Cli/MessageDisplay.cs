using RootWatch.Simulator.Sinks;

namespace RootWatch.Cli;

/// <summary>Shows in the terminal what arrives at the stand-ins for SNS and Teams.</summary>
internal static class MessageDisplay
{
    /// <summary>Shows what comes from now on, until it is cancelled.</summary>
    public static Task ShowAsync(RecordingSinks sinks, CancellationToken cancellationToken) =>
        Task.WhenAll(
            ShowAsync(sinks.Sns.Received.Count, sinks.Sns.WaitForAsync, n => $"SNS    {sinks.Sns.Received[n].Subject}", cancellationToken),
            ShowAsync(sinks.Workflow.Received.Count, sinks.Workflow.WaitForAsync, n => $"Teams  {sinks.Workflow.Received[n].Card.GetProperty("fallbackText")}", cancellationToken));

    private static async Task ShowAsync(int shown, Func<int, CancellationToken, Task> wait, Func<int, string> line, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await wait(shown + 1, cancellationToken);
                Console.WriteLine(line(shown++));
            }
        }
        catch (OperationCanceledException)
        {
            // The time is up, or somebody pressed Ctrl+C: both end the show as meant.
        }
    }
}
