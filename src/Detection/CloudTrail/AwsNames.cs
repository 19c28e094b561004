using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace RootWatch.Detection.CloudTrail;

/// <summary>Accounts, partitions, regions and services: names whose form can be checked.</summary>
internal static class AwsNames
{
    public const string UnknownAccount = "unknown";

    private const int AccountDigits = 12;
    private const int LongestRegion = 40;
    private const int LongestPartition = 40;
    private const int MostPartitionParts = 4;
    private const int MostRegionParts = 4;

    private static readonly SearchValues<char> ServiceCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-");
    private static readonly SearchValues<char> PartitionCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");
    private static readonly SearchValues<char> RegionCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz-");
    private static readonly string[] ServiceEnds = [".amazonaws.com", ".amazonaws.com.cn", ".amazonaws.eu"];

    /// <summary>12 digits; a number that lost its leading zeros gets them back; null for anything else.</summary>
    public static string? Account(string? text) =>
        text is { Length: > 0 and <= AccountDigits } && AreDigits(text) ? text.PadLeft(AccountDigits, '0') : null;

    /// <summary>The account of an IAM or STS ARN; null for anything else.</summary>
    public static string? AccountOfArn(string? arn) =>
        Arn.Of(arn) is { IsOfIdentity: true, Account.Length: AccountDigits } parts && IsPartition(parts.Partition) && AreDigits(parts.Account) ? parts.Account.ToString() : null;

    /// <summary>
    /// Stands for an account whose number was masked, so that different ones stay apart: "unknown_" and 8 hexadecimal
    /// digits, a hash of the first text with a digit left in it, else of the first; "unknown" where there is no text.
    /// </summary>
    public static string MaskedAccount(params string?[] texts) =>
        (Array.Find(texts, static text => text?.Any(char.IsAsciiDigit) is true) ?? Array.Find(texts, static text => text is not null)) is { } left
            ? $"{UnknownAccount}_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(left)).AsSpan(0, 4))}"
            : UnknownAccount;

    /// <summary>What stands at the account's place in an IAM or STS ARN, masked or not; null for anything else and for nothing.</summary>
    public static string? AccountTextOfArn(string? arn) =>
        Arn.Of(arn) is { IsOfIdentity: true, Account.Length: > 0 } parts ? parts.Account.ToString() : null;

    /// <summary>A region such as us-gov-east-1; null for anything else.</summary>
    public static string? Region(string? text) => text is { Length: <= LongestRegion } && IsRegion(text) ? text : null;

    public static string Partition(string? arn, string? region) =>
        Arn.Of(arn).Partition is var named && IsPartition(named) && HasParts(named)
            ? named is "aws" ? "aws" : named.ToString()
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

    /// <summary>A service's name where an address is usual, such as autoscaling.amazonaws.com.</summary>
    public static bool IsService(string? text)
    {
        foreach (var end in ServiceEnds)
        {
            if (text?.EndsWith(end, StringComparison.OrdinalIgnoreCase) is true)
            {
                return text.Length > end.Length && text.AsSpan(0, text.Length - end.Length).IndexOfAnyExcept(ServiceCharacters) < 0;
            }
        }

        return false;
    }

    private static bool IsRegion(ReadOnlySpan<char> text)
    {
        Span<Range> parts = stackalloc Range[MostRegionParts + 1];
        var count = text.Split(parts, '-');
        if (count is not (MostRegionParts - 1 or MostRegionParts) || text[parts[0]].Length is < 2 or > 5)
        {
            return false;
        }

        foreach (var place in parts[1..(count - 1)])
        {
            if (text[place].Length is < 2 or > 12)
            {
                return false;
            }
        }

        var number = text[parts[count - 1]];
        return number.Length is 1 or 2 && AreDigits(number) && !text[..^number.Length].ContainsAnyExcept(RegionCharacters);
    }

    private static bool IsPartition(ReadOnlySpan<char> text) =>
        text.Length <= LongestPartition && text.StartsWith("aws", StringComparison.Ordinal) && !text.ContainsAnyExcept(PartitionCharacters);

    // "aws", or "aws-" and at most three words more.
    private static bool HasParts(ReadOnlySpan<char> partition) =>
        partition is "aws" or ['a', 'w', 's', '-', ..] and [.., not '-'] && partition.Count('-') < MostPartitionParts && !partition.Contains("--", StringComparison.Ordinal);

    private static bool AreDigits(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');
}
