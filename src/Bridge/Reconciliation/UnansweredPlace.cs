namespace RootWatch.Bridge.Reconciliation;

/// <summary>An account, or a region of it, that could not be asked.</summary>
/// <param name="Account">The account's 12 digits.</param>
/// <param name="Region">The region; null for the account as a whole.</param>
/// <param name="Reason">Why, in our own words.</param>
public sealed record UnansweredPlace(string Account, string? Region, string Reason);
