namespace RootWatch.Detection.Tampering;

/// <summary>A change set, which whoever executes it need name by its ARN alone: then only its making says whose stack it is of.</summary>
/// <param name="Arn">Its ARN, as the record has it: text from outside.</param>
/// <param name="Execution">What is to be told if it is RootWatch's, for it was executed; null where one of RootWatch's was made.</param>
public sealed record ChangeSet(string Arn, TamperRecord? Execution);
