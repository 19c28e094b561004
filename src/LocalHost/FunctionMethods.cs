using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Extensions.Configuration;

namespace RootWatch.LocalHost;

/// <summary>Finds the functions of an assembly.</summary>
internal static class FunctionMethods
{
    /// <summary>Those with a trigger of that kind, without those that the settings switch off as they do in Azure.</summary>
    public static IEnumerable<(string Name, MethodInfo Method, TTrigger Trigger)> TriggeredBy<TTrigger>(this Assembly functions, IConfiguration settings)
        where TTrigger : TriggerBindingAttribute =>
        from type in functions.GetTypes()
        from method in type.GetMethods()
        let function = method.GetCustomAttribute<FunctionAttribute>()
        where function is not null && !IsDisabled(function.Name, settings)
        from parameter in method.GetParameters()
        let trigger = parameter.GetCustomAttribute<TTrigger>()
        where trigger is not null
        select (function.Name, method, trigger);

    // Variables of a shell hold no dots, so the Functions host takes underscores as well.
    private static bool IsDisabled(string function, IConfiguration settings) =>
        (settings[$"AzureWebJobs.{function}.Disabled"] ?? settings[$"AzureWebJobs_{function}_Disabled"])?.ToUpperInvariant() is "TRUE" or "1";
}
