using System.Text.Json.Serialization;
using RootWatch.Bridge.Incidents;
using RootWatch.Detection;

namespace RootWatch.Bridge.Recording;

/// <summary>An incident as it is listed: written together with what changes it, and kept when its records are past.</summary>
/// <param name="Incident">How it stands.</param>
/// <param name="Acknowledgement">What a person said of it; null where nobody has.</param>
/// <param name="Messages">How many messages there were.</param>
public sealed record IncidentDocument(IncidentSnapshot Incident, Acknowledgement? Acknowledgement, [property: JsonPropertyName("told")] int Messages)
{
    /// <summary>People were told of it, and nobody has said yet whose it was.</summary>
    [JsonIgnore]
    public bool IsOpen => Messages > 0 && Acknowledgement is null;

    /// <summary>Something has to be done about it: somebody said that it was not their own people, or nobody has said whose it was and it is anomalous.</summary>
    [JsonIgnore]
    public bool CallsForResponse =>
        Acknowledgement?.Verdict switch
        {
            Verdict.NotUs => true,
            Verdict.Legitimate => false,
            _ => Incident.Assessment == Assessment.Anomalous,
        };

    /// <summary>The name that it has instead, since an earlier record arrived late; null where this is it.</summary>
    public string? MovedTo { get; init; }

    internal static IncidentDocument Of(Incident incident) =>
        new(incident.Snapshot, incident.Notifications.Acknowledgement, incident.Notifications.Messages);
}
