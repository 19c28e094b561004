namespace RootWatch.Chaos;

/// <summary>A record that EventBridge never brings.</summary>
/// <param name="Account">The account.</param>
/// <param name="Region">The region.</param>
/// <param name="Json">The record.</param>
internal sealed record LostRecord(string Account, string Region, string Json);
