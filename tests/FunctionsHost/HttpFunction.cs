using System.Text.Json;

namespace RootWatch.FunctionsHost;

/// <summary>A function with an HTTP trigger, as its worker describes it.</summary>
/// <param name="Id">Its id at the worker.</param>
/// <param name="Name">Its name.</param>
/// <param name="Trigger">The name of the parameter that the request is bound to.</param>
/// <param name="Level">Who may call it: "Anonymous" or "Function".</param>
/// <param name="Methods">The HTTP methods that it takes, in capitals.</param>
/// <param name="Route">Its route, without the prefix.</param>
public sealed record HttpFunction(string Id, string Name, string Trigger, string Level, IReadOnlyList<string> Methods, string Route)
    : WorkerFunction(Id, Name, Trigger)
{
    internal static HttpFunction Parse(string id, string name, JsonElement binding) => new(
        id,
        name,
        binding.GetProperty("name").GetString()!,
        binding.GetProperty("authLevel").GetString()!,
        [.. binding.GetProperty("methods").EnumerateArray().Select(method => method.GetString()!.ToUpperInvariant())],
        binding.GetProperty("route").GetString()!);
}
