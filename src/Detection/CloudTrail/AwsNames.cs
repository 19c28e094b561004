using System.Text.RegularExpressions;

namespace RootWatch.Detection.CloudTrail;

/// <summary>Accounts, partitions, regions and services: names whose form can be checked.</summary>
internal static partial class AwsNames
{
    public const string UnknownAccount = "unknown";

    private const RegexOptions Form = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;
    private const int TimeoutMilliseconds = 1000;

    /// <summary>12 digits; a number that lost its leading zeros gets them back; null for anything else.</summary>
    public static string? Account(string? text) =>
        text is { Length: > 0 and <= 12 } && text.All(char.IsAsciiDigit) ? text.PadLeft(12, '0') : null;

    public static string? AccountOfArn(string? arn) =>
        arn is not null && RootArn().Match(arn) is { Success: true } match ? match.Groups["account"].Value : null;

    public static string? Region(string? text) => text is not null && RegionForm().IsMatch(text) ? text : null;

    public static string Partition(string? arn, string? region) =>
        arn is not null && ArnStart().Match(arn) is { Success: true } match
            ? match.Groups["partition"].Value
            : region switch
            {
                null => "aws",
                _ when region.StartsWith("cn-", StringComparison.Ordinal) => "aws-cn",
                _ when region.StartsWith("us-gov-", StringComparison.Ordinal) => "aws-us-gov",
                _ when region.StartsWith("eusc-", StringComparison.Ordinal) => "aws-eusc",
                _ when region.StartsWith("us-isob-", StringComparison.Ordinal) => "aws-iso-b",
                _ when region.StartsWith("us-isof-", StringComparison.Ordinal) => "aws-iso-f",
                _ when region.StartsWith("eu-isoe-", StringComparison.Ordinal) => "aws-iso-e",
                _ when region.StartsWith("us-iso-", StringComparison.Ordinal) => "aws-iso",
                _ => "aws",
            };

    /// <summary>A service's name where an address is usual, such as autoscaling.amazonaws.com. "AWS Internal" names none.</summary>
    public static bool IsService(string? text) => text is not null && ServiceForm().IsMatch(text);

    [GeneratedRegex(@"^arn:aws[a-z0-9-]*:(iam|sts)::(?<account>\d{12}):", Form, TimeoutMilliseconds)]
    private static partial Regex RootArn();

    [GeneratedRegex(@"^arn:(?<partition>aws(-[a-z0-9]+){0,3}):", Form, TimeoutMilliseconds)]
    private static partial Regex ArnStart();

    [GeneratedRegex(@"^[a-z]{2,5}(-[a-z]{2,12}){1,2}-\d{1,2}\z", Form, TimeoutMilliseconds)]
    private static partial Regex RegionForm();

    [GeneratedRegex(@"^[a-z0-9.-]+\.amazonaws\.(com|com\.cn|eu)\z", Form | RegexOptions.IgnoreCase, TimeoutMilliseconds)]
    private static partial Regex ServiceForm();
}
