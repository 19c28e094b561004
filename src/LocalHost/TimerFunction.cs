using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using NCrontab;

namespace RootWatch.LocalHost;

/// <summary>A function that a timer sets off, by its schedule alone: UseMonitor and RunOnStartup speak of restarts, of which this host keeps no record.</summary>
internal sealed class TimerFunction
{
    private readonly MethodInfo _method;
    private readonly CrontabSchedule _schedule;

    /// <exception cref="InvalidOperationException">The schedule is none that this host knows.</exception>
    public TimerFunction(string name, MethodInfo method, TimerTriggerAttribute trigger)
    {
        Name = name;
        _method = method;
        _schedule = CrontabSchedule.TryParse(trigger.Schedule, new CrontabSchedule.ParseOptions { IncludingSeconds = true })
            ?? throw new InvalidOperationException($"The schedule of {name} is \"{trigger.Schedule}\". Only NCRONTAB expressions of six fields run here, such as \"0 * * * * *\".");
    }

    public string Name { get; }

    /// <summary>When it is next due, UTC.</summary>
    public DateTimeOffset NextAfter(DateTimeOffset now) => new(_schedule.GetNextOccurrence(now.UtcDateTime), TimeSpan.Zero);

    public async Task RunAsync(IServiceScopeFactory scopes, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var function = ActivatorUtilities.CreateInstance(scope.ServiceProvider, _method.DeclaringType!);
        var arguments = _method.GetParameters().Select(parameter => parameter.ParameterType == typeof(CancellationToken) ? (object)cancellationToken : new TimerInfo());
        await (Task)_method.Invoke(function, BindingFlags.DoNotWrapExceptions, binder: null, [.. arguments], culture: null)!;
    }
}
