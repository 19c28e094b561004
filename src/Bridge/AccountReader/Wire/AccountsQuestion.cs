namespace RootWatch.Bridge.AccountReader.Wire;

/// <summary>What Organizations' ListAccounts takes.</summary>
/// <remarks>https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccounts.html</remarks>
internal sealed record AccountsQuestion(string? NextToken);
