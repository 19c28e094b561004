using System.Text.Json;
using RootWatch.Simulator;

namespace RootWatch.Cli;

/// <summary>What the bridge answered, for people.</summary>
internal sealed record Answer(string Outcome, string Verdict, string What, string Why)
{
    public static Answer Of(Attempt attempt)
    {
        if (attempt.Status is null)
        {
            return new Answer(attempt.Fault.ToString(), string.Empty, string.Empty, string.Empty);
        }

        try
        {
            using var body = JsonDocument.Parse(attempt.Body);
            return new Answer(
                Text(body, "outcome") ?? attempt.Status.ToString()!,
                Text(body, "assessment") is { } assessment ? $"{assessment}, {Text(body, "severity")}" : string.Empty,
                Text(body, "what") ?? Text(body, "detail") ?? string.Empty,
                Text(body, "why") ?? string.Empty);
        }
        catch (JsonException)
        {
            return new Answer(attempt.Status.ToString()!, string.Empty, string.Empty, string.Empty);
        }
    }

    private static string? Text(JsonDocument body, string name) =>
        body.RootElement.ValueKind == JsonValueKind.Object && body.RootElement.TryGetProperty(name, out var value) ? value.ToString() : null;
}
