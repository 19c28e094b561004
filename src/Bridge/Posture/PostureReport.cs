namespace RootWatch.Bridge.Posture;

/// <summary>How root of each account can sign in, and why that is not known.</summary>
/// <param name="Accounts">The accounts, in order; those that never answered, too.</param>
/// <param name="Summary">The same in sentences; empty where no account has answered.</param>
/// <param name="Problem">Why no account is asked; null where they are.</param>
public sealed record PostureReport(IReadOnlyList<AccountPosture> Accounts, IReadOnlyList<string> Summary, string? Problem);
