using RootWatch.Bridge.Posture;

namespace RootWatch.Bridge.Pages;

/// <summary>How root of each account can sign in.</summary>
/// <param name="Report">The accounts.</param>
/// <param name="Names">What people call the accounts, where that is known.</param>
public sealed record PostureTable(PostureReport Report, IReadOnlyDictionary<string, string> Names);
