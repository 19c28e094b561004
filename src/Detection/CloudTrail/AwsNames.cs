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

    private static readonly SearchValues<char> ServiceCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-");
    private static readonly string[] ServiceEnds = [".amazonaws.com", ".amazonaws.com.cn", ".amazonaws.eu"];

    /// <summary>12 digits; a number that lost its leading zeros gets them back; null for anything else.</summary>
    public static string? Account(string? text) =>
        text is { Length: > 0 and <= AccountDigits } && text.All(char.IsAsciiDigit) ? text.PadLeft(AccountDigits, '0') : null;

    /// <summary>The account of an IAM or STS ARN; null for anything else.</summary>
    public static string? AccountOfArn(string? arn) =>
        ArnOf(arn) is [var partition, "iam" or "sts", "", { Length: AccountDigits } account] && IsPartition(partition) && account.All(char.IsAsciiDigit) ? account : null;

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
        ArnOf(arn) is [_, "iam" or "sts", "", { Length: > 0 } account] ? account : null;

    /// <summary>A region such as us-gov-east-1; null for anything else.</summary>
    public static string? Region(string? text) =>
        text is { Length: <= LongestRegion } && text.Split('-') is [{ Length: >= 2 and <= 5 }, .. { Length: 1 or 2 } places, { Length: 1 or 2 } number]
        && places.All(place => place.Length is >= 2 and <= 12) && number.All(char.IsAsciiDigit) && text[..^number.Length].All(c => char.IsAsciiLetterLower(c) || c == '-')
            ? text
            : null;

    public static string Partition(string? arn, string? region) =>
        ArnOf(arn) is [var named, ..] && IsPartition(named) && named.Split('-') is { Length: <= MostPartitionParts } parts && !parts.Contains(string.Empty, StringComparer.Ordinal) && parts[0] is "aws"
            ? named
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

    /// <summary>A service's name where an address is usual, such as autoscaling.amazonaws.com. "AWS Internal" names none: <see cref="IsInternal"/>.</summary>
    public static bool IsService(string? text) =>
        text is not null && Array.Find(ServiceEnds, end => text.EndsWith(end, StringComparison.OrdinalIgnoreCase)) is { } end
        && text.Length > end.Length && text.AsSpan(0, text.Length - end.Length).IndexOfAnyExcept(ServiceCharacters) < 0;

    /// <summary>What stands for an address or a caller where AWS itself made the call for somebody.</summary>
    public static bool IsInternal(string? text) => "AWS Internal".Equals(text, StringComparison.OrdinalIgnoreCase);

    // The partition and what follows it, as far as the account, each up to its colon; empty for what is no ARN.
    private static string[] ArnOf(string? arn)
    {
        const int Parts = 6;
        return arn?.Split(':', Parts) is ["arn", .. { Length: >= 2 } parts] ? parts[..^1] : [];
    }

    private static bool IsPartition(string text) =>
        text.Length <= LongestPartition && text.StartsWith("aws", StringComparison.Ordinal) && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
