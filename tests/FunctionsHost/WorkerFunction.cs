using System.Text.Json;

namespace RootWatch.FunctionsHost;

/// <summary>A function, as its worker describes it.</summary>
/// <param name="Id">Its id at the worker.</param>
/// <param name="Name">Its name.</param>
/// <param name="Trigger">The name of the parameter that its trigger is bound to.</param>
public abstract record WorkerFunction(string Id, string Name, string Trigger)
{
    internal static WorkerFunction Parse(string id, string name, IEnumerable<string> rawBindings)
    {
        foreach (var raw in rawBindings)
        {
            using var document = JsonDocument.Parse(raw);
            var binding = document.RootElement;
            switch (binding.GetProperty("type").GetString()!.ToUpperInvariant())
            {
                case "HTTPTRIGGER":
                    return HttpFunction.Parse(id, name, binding);
                case "TIMERTRIGGER":
                    return TimerFunction.Parse(id, name, binding);
                default:
                    // What it returns.
                    break;
            }
        }

        throw new InvalidOperationException($"{name} has neither an HTTP trigger nor a timer: this host runs no other.");
    }
}
