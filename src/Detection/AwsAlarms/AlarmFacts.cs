namespace RootWatch.Detection.AwsAlarms;

/// <summary>What an alarm of AWS's says besides what every record says.</summary>
/// <param name="Severity">How bad AWS calls it, in our words; Informational where AWS does not say.</param>
/// <param name="NamesRoot">It says that it is about root. Some name a key, and nobody whose it is.</param>
public sealed record AlarmFacts(Severity Severity, bool NamesRoot);
