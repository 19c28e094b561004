using System.Text.Json.Serialization;

namespace RootWatch.Detection.Response.Resources;

/// <summary>Something that a call of root touched and that a responder may have to act on. Every text has the strict form of its kind.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Change">What was done to it.</param>
public sealed record AffectedResource(ResourceKind Kind, ResourceChange Change)
{
    /// <summary>Its id, name or ARN; null where the record shows none of the right form.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Id { get; init; }

    /// <summary>What it belongs to, such as a policy's user; null where it belongs to nothing, or the record does not show it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Owner { get; init; }

    /// <summary>A third text that acting on it needs; null where none is needed or shown.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Detail { get; init; }

    /// <summary>Where it is; null where it is in no region, or the record does not tell.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Region { get; init; }
}
