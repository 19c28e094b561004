using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;

namespace RootWatch.FunctionApp.Tests.Keys;

/// <summary>A function that takes keys, as its attributes say.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Methods">The methods that it takes.</param>
/// <param name="Path">Where it is, with something in place of what its route leaves open.</param>
internal sealed partial record KeyedFunction(string Name, IReadOnlyList<HttpMethod> Methods, string Path)
{
    public static IReadOnlyList<KeyedFunction> All { get; } =
    [
        .. from method in typeof(FunctionAppServices).Assembly.GetTypes().SelectMany(static type => type.GetMethods())
           let function = method.GetCustomAttribute<FunctionAttribute>()
           where function is not null
           let trigger = method.GetParameters().Select(static parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()).FirstOrDefault(static found => found is not null)
           where trigger is not null && trigger.AuthLevel != AuthorizationLevel.Anonymous
           select new KeyedFunction(function.Name, [.. trigger.Methods!.Select(static name => HttpMethod.Parse(name))], "/api/" + OpenPart().Replace(trigger.Route!, "none")),
    ];

    [GeneratedRegex("{[a-z]+}", RegexOptions.NonBacktracking)]
    private static partial Regex OpenPart();
}
