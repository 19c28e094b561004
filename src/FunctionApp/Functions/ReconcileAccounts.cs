using RootWatch.Bridge.Reconciliation;

namespace RootWatch.FunctionApp.Functions;

/// <summary>Does the round of asking AWS that is due. While it waits for that, the host keeps the instance.</summary>
public sealed class ReconcileAccounts(Reconciler reconciler, TimeProvider time)
{
    // Shorter than any plan lets a function run; a longer round goes on, and the next minute's run waits for it again.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    [Function(nameof(ReconcileAccounts))]
    public async Task RunAsync([TimerTrigger("30 * * * * *")] TimerInfo timer)
    {
        try
        {
            await reconciler.RunAsync().WaitAsync(Patience, time);
        }
        catch (TimeoutException)
        {
            // It goes on.
        }
    }
}
