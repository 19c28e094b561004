namespace RootWatch.Detection;

/// <summary>How a record would have been assessed if one thing had been different.</summary>
/// <param name="If">What had been different, to be read after "if".</param>
/// <param name="Assessment">The assessment then.</param>
/// <param name="Severity">The severity then.</param>
public sealed record Alternative(string If, Assessment Assessment, Severity Severity);
