using System.Text.Json.Nodes;

namespace RootWatch.Simulator.Deployed;

/// <summary>A rule as it was deployed.</summary>
/// <param name="Name">Its name on its bus.</param>
/// <param name="State">Such as ENABLED.</param>
/// <param name="Pattern">Which events it is for.</param>
/// <param name="Targets">Where they go.</param>
public sealed record DeployedRule(string Name, string State, JsonNode Pattern, IReadOnlyList<DeployedTarget> Targets);
