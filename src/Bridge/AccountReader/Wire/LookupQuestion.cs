namespace RootWatch.Bridge.AccountReader.Wire;

/// <summary>What CloudTrail's LookupEvents takes. Times are whole seconds since 1970.</summary>
/// <remarks>https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html</remarks>
internal sealed record LookupQuestion(IReadOnlyList<LookupAttribute> LookupAttributes, long StartTime, long EndTime, int MaxResults, string? NextToken);
