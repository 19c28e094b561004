namespace RootWatch.Bridge.Reconciliation;

/// <summary>How far a question has come.</summary>
/// <param name="IsDone">All its pages were taken.</param>
/// <param name="NextToken">The page that is next; null where that is the first.</param>
public sealed record QuestionProgress(bool IsDone, string? NextToken);
