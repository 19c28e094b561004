namespace RootWatch.Bridge.KnownEvents;

/// <summary>An event that somebody has found elsewhere.</summary>
/// <param name="Account">The account that the ledger would keep it under: 12 digits, or as a record names one that is missing or masked.</param>
/// <param name="Id">The event's id.</param>
public sealed record EventReference(string Account, string Id);
