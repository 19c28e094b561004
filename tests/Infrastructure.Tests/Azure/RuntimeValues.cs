using System.Text.Json.Nodes;

namespace RootWatch.Infrastructure.Tests.Azure;

/// <summary>
/// Finds names, scopes and conditions that are known only once other resources are there. What-if leaves such a resource out,
/// or the whole module.
/// </summary>
internal static class RuntimeValues
{
    private static readonly string[] Decisive = ["name", "scope", "condition", "apiVersion", "copy", "location"];

    public static IReadOnlyList<string> Find(JsonNode template) => [.. Find(template, "main", new HashSet<string>(StringComparer.Ordinal))];

    private static IEnumerable<string> Find(JsonNode template, string module, IReadOnlySet<string> parameters)
    {
        var variables = template["variables"] as JsonObject ?? [];
        foreach (var (symbol, resource) in template["resources"]!.AsObject())
        {
            foreach (var part in Decisive.Where(part => IsOfRuntime(resource![part], parameters, variables)))
            {
                yield return $"{module}/{symbol}: {part}";
            }

            if ((string)resource!["type"]! is not "Microsoft.Resources/deployments")
            {
                continue;
            }

            var given = resource["properties"]!["parameters"] as JsonObject ?? [];
            var late = given.Where(parameter => IsOfRuntime(parameter.Value, parameters, variables)).Select(parameter => parameter.Key).ToHashSet(StringComparer.Ordinal);
            foreach (var found in Find(resource["properties"]!["template"]!, symbol, late))
            {
                yield return found;
            }
        }
    }

    private static bool IsOfRuntime(JsonNode? value, IReadOnlySet<string> parameters, JsonObject variables)
    {
        var text = value?.ToString() ?? string.Empty;
        return text.Contains("reference(", StringComparison.Ordinal)
            || parameters.Any(parameter => text.Contains($"parameters('{parameter}')", StringComparison.Ordinal))
            || variables.Any(variable => text.Contains($"variables('{variable.Key}')", StringComparison.Ordinal) && IsOfRuntime(variable.Value, parameters, variables));
    }
}
