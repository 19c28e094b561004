using System.Text.Json.Serialization;

namespace RootWatch.Detection.Signals;

/// <summary>One reason for a finding's assessment.</summary>
/// <param name="Id">Stable, kebab-case; what filters, documents and statistics refer to.</param>
/// <param name="Sentence">What was found, one plain sentence. It never holds text from the record.</param>
/// <param name="Why">Why it is assessed so, one plain sentence. It never holds text from the record.</param>
/// <param name="Assessment">The least a finding with this signal is assessed as.</param>
/// <param name="Severity">The least severity of a finding with this signal.</param>
/// <param name="Evidence">JSON paths into the record, of the fields that gave the signal.</param>
/// <param name="Techniques">ATT&amp;CK technique ids; may be empty.</param>
public sealed record Signal(
    string Id,
    string Sentence,
    string Why,
    Assessment Assessment,
    Severity Severity,
    IReadOnlyList<string> Evidence,
    IReadOnlyList<string> Techniques)
{
    /// <summary>It repeats what the session's earlier findings said, so it is no news by itself.</summary>
    public bool IsStanding { get; init; }

    /// <summary>Of a counter's signal, the threshold that was reached, so that each is news once; null of any other signal.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Threshold { get; init; }
}
