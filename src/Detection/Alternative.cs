namespace RootWatch.Detection;

/// <summary>What a record would have been found to be, had one thing been otherwise.</summary>
/// <param name="If">What had been otherwise, to be read after "if".</param>
/// <param name="Assessment">The assessment then.</param>
/// <param name="Severity">The severity then.</param>
public sealed record Alternative(string If, Assessment Assessment, Severity Severity);
