using System.Reflection;
using Microsoft.AspNetCore.Http;
using RootWatch.Bridge.Notifications;

namespace RootWatch.Bridge.Health;

/// <summary>Says which build runs and whether its channels were last reachable.</summary>
public sealed class HealthEndpoint(Notifier notifier)
{
    private static readonly string Build =
        typeof(HealthEndpoint).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Replace('+', ' ');

    public IResult Report() => Results.Json(new HealthReport(Build, notifier.Health), HealthJson.Default.HealthReport);
}
