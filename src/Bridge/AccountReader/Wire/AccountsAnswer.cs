namespace RootWatch.Bridge.AccountReader.Wire;

/// <summary>What Organizations' ListAccounts gives.</summary>
internal sealed record AccountsAnswer(IReadOnlyList<ListedAccount?>? Accounts, string? NextToken);
