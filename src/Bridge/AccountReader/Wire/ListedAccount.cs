namespace RootWatch.Bridge.AccountReader.Wire;

/// <summary>An account of the organization.</summary>
/// <param name="Id">Its 12 digits.</param>
/// <param name="State">ACTIVE, SUSPENDED, CLOSED …; absent in older answers.</param>
/// <param name="Status">The older name of the same; absent in newer answers.</param>
internal sealed record ListedAccount(string? Id, string? State, string? Status);
