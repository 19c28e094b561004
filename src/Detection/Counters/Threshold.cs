namespace RootWatch.Detection.Counters;

/// <summary>How much of something in one session is worth reporting.</summary>
/// <param name="At">How much; the record that reaches it gets the signal.</param>
/// <param name="Assessment">The least that record is assessed as.</param>
/// <param name="Severity">The least severity of that record.</param>
internal sealed record Threshold(int At, Assessment Assessment, Severity Severity);
