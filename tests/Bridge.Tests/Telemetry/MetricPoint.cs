using System.Text.Json;

namespace RootWatch.Bridge.Tests.Telemetry;

/// <summary>One data point of a metric, as Application Insights gets it.</summary>
/// <param name="Name">The metric.</param>
/// <param name="Tags">Its tags.</param>
/// <param name="Raw">The data point's own properties, as JSON.</param>
internal sealed record MetricPoint(string Name, IReadOnlyDictionary<string, string> Tags, string Raw)
{
    public static MetricPoint Parse(JsonElement data)
    {
        var point = data.GetProperty("metrics").EnumerateArray().Single();
        var tags = data.TryGetProperty("properties", out var properties)
            ? properties.EnumerateObject().ToDictionary(tag => tag.Name, tag => tag.Value.GetString()!, StringComparer.Ordinal)
            : [];
        return new MetricPoint(point.GetProperty("name").GetString()!, tags, point.GetRawText());
    }
}
