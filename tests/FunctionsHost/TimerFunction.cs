using System.Text.Json;

namespace RootWatch.FunctionsHost;

/// <summary>A function with a timer trigger, as its worker describes it.</summary>
/// <param name="Id">Its id at the worker.</param>
/// <param name="Name">Its name.</param>
/// <param name="Trigger">The name of the parameter that the timer is bound to.</param>
/// <param name="Schedule">When it runs.</param>
/// <param name="UseMonitor">Whether the host keeps a record of its runs, to make up for one that was missed.</param>
/// <param name="RunOnStartup">Whether it runs whenever an instance starts.</param>
public sealed record TimerFunction(string Id, string Name, string Trigger, string Schedule, bool UseMonitor, bool RunOnStartup)
    : WorkerFunction(Id, Name, Trigger)
{
    // As the host serialises its TimerInfo.
    internal const string Due =
        """{"Schedule":{"AdjustForDST":true},"ScheduleStatus":{"Last":"2026-11-22T19:59:00.0105419+00:00","Next":"2026-11-22T20:00:00+00:00","LastUpdated":"2026-11-22T19:59:00.0105419+00:00"},"IsPastDue":false}""";

    internal static TimerFunction Parse(string id, string name, JsonElement binding) => new(
        id,
        name,
        binding.GetProperty("name").GetString()!,
        binding.GetProperty("schedule").GetString()!,
        !binding.TryGetProperty("useMonitor", out var useMonitor) || useMonitor.GetBoolean(),
        binding.TryGetProperty("runOnStartup", out var runOnStartup) && runOnStartup.GetBoolean());
}
