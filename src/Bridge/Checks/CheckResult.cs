namespace RootWatch.Bridge.Checks;

/// <summary>Whether something that the bridge needs works, tried just now.</summary>
/// <param name="Name">ledger, sns or teams.</param>
/// <param name="Problem">What is wrong; null where nothing is.</param>
public sealed record CheckResult(string Name, string? Problem);
