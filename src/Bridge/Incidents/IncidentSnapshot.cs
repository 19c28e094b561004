using System.Collections.Immutable;
using System.Text.Json.Serialization;
using RootWatch.Bridge.LeftBehind;
using RootWatch.Detection;

namespace RootWatch.Bridge.Incidents;

/// <summary>An incident as it was when a message of it became due.</summary>
public sealed record IncidentSnapshot(
    string Id, string Account, DateTimeOffset Start, DateTimeOffset End, int Findings, Assessment Assessment, Severity Severity)
{
    /// <summary>What happened, one sentence of our own words; empty where that is not known any more.</summary>
    public string Story { get; init; } = string.Empty;

    /// <summary>How many of its findings EventBridge had not brought: asking CloudTrail found them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int FoundInHistory { get; init; }

    /// <summary>What was changed last, the latest last.</summary>
    public ImmutableList<WriteCall> Writes { get; init; } = [];

    /// <summary>What it left behind that can act without root; null where nothing is known of any.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public LeftBehindSummary? LeftBehind { get; init; }

    /// <summary>The most urgent steps to take, as titles of a few words; null where nothing calls for any. Our own words.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableList<string>? DoNow { get; init; }
}
