using System.Text.Json.Nodes;
using RootWatch.Simulator.Aws;

namespace RootWatch.Cli.Verify;

/// <summary>What EventBridge Scheduler does for RootWatch.</summary>
internal sealed class Schedules(AwsApi aws, string region)
{
    /// <exception cref="AwsApiException">EventBridge Scheduler refused, or cannot be reached.</exception>
    public async Task<Check> CheckAsync(string check, string where, IReadOnlyList<string> names, string fix, CancellationToken cancellationToken)
    {
        List<string> problems = [];
        foreach (var name in names)
        {
            if (await StateAsync(name, cancellationToken) is var state and not "ENABLED")
            {
                problems.Add($"{name} is {state ?? "missing"}");
            }
        }

        return Check.Of(check, where, problems.Count == 0, problems.Count == 0 ? "enabled" : string.Join("; ", problems), fix);
    }

    private async Task<string?> StateAsync(string name, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/schedules/{name}");
        try
        {
            return (string?)JsonNode.Parse(await aws.SendAsync("scheduler", region, request, cancellationToken))!["State"];
        }
        catch (AwsApiException failure) when (failure.Code is "ResourceNotFoundException" or "NotFound")
        {
            return null;
        }
    }
}
