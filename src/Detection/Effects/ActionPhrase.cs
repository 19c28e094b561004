namespace RootWatch.Detection.Effects;

/// <summary>What was done, in words: our own and AWS's names of what it documents, never a record's text.</summary>
/// <param name="Done">To be read after "Root": "deleted a hosted zone in Route 53".</param>
/// <param name="Tried">To be read after "Root tried to": "delete a hosted zone in Route 53".</param>
internal sealed record ActionPhrase(string Done, string Tried);
