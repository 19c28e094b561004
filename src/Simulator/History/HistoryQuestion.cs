namespace RootWatch.Simulator.History;

/// <summary>What is asked of one account's history in one region.</summary>
internal readonly record struct HistoryQuestion(string Account, string Region, string Key, string Value, DateTimeOffset From, DateTimeOffset To);
