namespace RootWatch.FunctionApp.Tests.Worker;

/// <summary>One request and its answer.</summary>
/// <param name="Address">Method and route, as docs/answers.md lists them.</param>
/// <param name="Request">What was asked, in words for a failing test.</param>
/// <param name="Reply">The answer.</param>
internal sealed record Exchange(string Address, string Request, Reply Reply);
