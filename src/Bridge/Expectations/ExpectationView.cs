namespace RootWatch.Bridge.Expectations;

/// <summary>A window as the API shows it.</summary>
public sealed record ExpectationView(
    string Id,
    IReadOnlyList<string> Accounts,
    IReadOnlyList<string> Tasks,
    IReadOnlyList<string> Networks,
    DateTimeOffset From,
    DateTimeOffset To,
    string Who,
    string Ticket,
    DateTimeOffset Declared);
