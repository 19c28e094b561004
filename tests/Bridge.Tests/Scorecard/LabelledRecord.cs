using System.Text.Json;
using RootWatch.Bridge.Incidents;
using RootWatch.Detection;

namespace RootWatch.Bridge.Tests.Scorecard;

/// <summary>A record of a story.</summary>
/// <param name="Json">As CloudTrail wrote it.</param>
/// <param name="IsAttack">Whether it is the intruder's.</param>
/// <param name="IsLook">Whether it is the intruder's and only looks around.</param>
/// <param name="Recorded">What the bridge made of it; null means that it saw nothing of root's in it.</param>
internal sealed record LabelledRecord(JsonElement Json, bool IsAttack, bool IsLook, RecordedFinding? Recorded)
{
    public bool IsFlagged => Recorded?.Finding.Assessment == Assessment.Anomalous;

    public string EventId => Json.GetProperty("eventID").GetString()!;
}
