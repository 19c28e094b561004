namespace RootWatch.Bridge.Checks;

/// <summary>Whether something that the bridge needs works, tried just now.</summary>
/// <param name="Name">ledger, a channel's name such as sns, or settings.</param>
/// <param name="Problem">What is wrong; null where nothing is.</param>
public sealed record CheckResult(string Name, string? Problem);
