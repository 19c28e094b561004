using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace RootWatch.Cli.Bridge;

/// <summary>What a bridge has answered.</summary>
/// <param name="Status">The status.</param>
/// <param name="MediaType">What kind of body it is; null where it does not say.</param>
/// <param name="RetryAfter">When to ask again; null where it does not say.</param>
/// <param name="Body">The body.</param>
internal sealed record BridgeAnswer(HttpStatusCode Status, string? MediaType, TimeSpan? RetryAfter, byte[] Body)
{
    public bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <summary>What is wrong, as the bridge says it; empty where it does not.</summary>
    public string Detail
    {
        get
        {
            if (MediaType is not "application/problem+json")
            {
                return Status == HttpStatusCode.Unauthorized ? "The key is not valid, or delivers events alone: commands need the host key of operators." : string.Empty;
            }

            try
            {
                using var problem = JsonDocument.Parse(Body);
                return problem.RootElement.ValueKind == JsonValueKind.Object && problem.RootElement.TryGetProperty("detail", out var detail) ? detail.ToString() : string.Empty;
            }
            catch (JsonException)
            {
                return string.Empty;
            }
        }
    }

    /// <exception cref="BridgeException">It is no such answer.</exception>
    public T Read<T>(JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(Body, type) ?? throw new JsonException();
        }
        catch (JsonException unexpected)
        {
            throw new BridgeException("The answer is not a bridge's. Is the address that of a RootWatch bridge of this version?", unexpected);
        }
    }

    /// <summary>That the bridge has refused, and why.</summary>
    public BridgeException Refusal() => new($"The bridge answered {(int)Status}. {Detail}".TrimEnd());
}
