using System.Text.Json.Serialization;

namespace RootWatch.Bridge.Notifications.Sns.Ocsf;

/// <summary>What RootWatch knows and OCSF has no attribute for.</summary>
internal sealed record Unmapped
{
    public required string Assessment { get; init; }

    public required IReadOnlyList<string> Signals { get; init; }

    public required string UserAgent { get; init; }

    public required bool PossibleRepeat { get; init; }

    /// <summary>When the event was found in CloudTrail's event history, since EventBridge had not brought it, in milliseconds since 1970; left out where EventBridge brought it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? FoundInHistory { get; init; }
}
