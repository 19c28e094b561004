using RootWatch.Bridge.Sweeping;

namespace RootWatch.FunctionApp.Functions;

/// <summary>Sweeps every minute, whether or not anything comes from AWS.</summary>
public sealed class SweepLedger(Sweep sweep)
{
    // The schedule monitor stays on: where a plan wakes an instance only when a run is due, the host finds it past due and
    // makes up for it at once. RunOnStartup would add a run that nobody waits for to each start of an instance.
    [Function(nameof(SweepLedger))]
    public Task RunAsync([TimerTrigger("0 * * * * *")] TimerInfo timer) => sweep.RunAsync();
}
