namespace RootWatch.Detection.Tampering;

/// <summary>A change set. A call that executes it may name only its ARN; then only the call that created it says which stack it belongs to.</summary>
/// <param name="Arn">Its ARN, as the record has it: text from outside.</param>
/// <param name="Execution">What to report if it is RootWatch's, where it was executed; null where one of RootWatch's was created.</param>
public sealed record ChangeSet(string Arn, TamperRecord? Execution);
