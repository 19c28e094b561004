namespace RootWatch.Detection.AwsAlarms;

/// <summary>What an AWS alarm says beyond what every record says.</summary>
/// <param name="Severity">AWS's severity, in our terms; Informational where AWS does not say.</param>
/// <param name="NamesRoot">It says that it is about root. Some name a key but not its owner.</param>
public sealed record AlarmFacts(Severity Severity, bool NamesRoot);
