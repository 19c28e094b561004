using System.Buffers;
using RootWatch.Detection.CloudTrail;

namespace RootWatch.Detection.LeftBehind;

/// <summary>The strict forms of credentials' names. What has another form is none, and null.</summary>
internal static class CredentialNames
{
    private const int AccessKeyLength = 20;
    private const int LongestName = 64;
    private const int LongestRoleArn = 700;
    private const int LongestKeyPair = 255;
    private const int ShortestKeyPairId = 8;
    private const int LongestKeyPairId = 17;
    private const string KeyPairStart = "key-";
    private const string Role = ":role/";

    private static readonly SearchValues<char> KeyCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+=,.@-");
    private static readonly SearchValues<char> PathCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+=,.@-/");
    private static readonly SearchValues<char> HexCharacters = SearchValues.Create("0123456789abcdef");

    /// <summary>The names of IAM are the same whatever their case; those of keys are not.</summary>
    public static StringComparison Comparison(LeftBehindKind kind) =>
        kind is LeftBehindKind.User or LeftBehindKind.LoginProfile or LeftBehindKind.Role ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    /// <summary>An access key's id, long-term or temporary.</summary>
    public static string? AccessKey(string? text) =>
        text is ['A', 'K' or 'S', 'I', 'A', .. var rest] && text.Length == AccessKeyLength && !rest.AsSpan().ContainsAnyExcept(KeyCharacters) ? text : null;

    /// <summary>An IAM user's or role's name.</summary>
    public static string? Name(string? text) => text is { Length: > 0 and <= LongestName } && !text.AsSpan().ContainsAnyExcept(NameCharacters) ? text : null;

    /// <summary>A role's ARN in one of these accounts.</summary>
    public static string? RoleArn(string? text, Predicate<string> isOwn) =>
        text is { Length: <= LongestRoleArn } && AwsNames.AccountOfArn(text) is { } account && isOwn(account) && Arn.Of(text).Service is "iam"
        && text.IndexOf(Role, StringComparison.Ordinal) is > 0 and var at && text.IndexOf(account + Role, StringComparison.Ordinal) == at - account.Length
        && text.AsSpan(at + Role.Length) is { Length: > 0 } path && !path.ContainsAnyExcept(PathCharacters) && Name(NameOfRole(text)) is not null ? text : null;

    /// <summary>The name of the role that an ARN names.</summary>
    public static string NameOfRole(string arn) => arn[(arn.LastIndexOf('/') + 1)..];

    /// <summary>A key pair's name: ASCII without controls, and without space at its ends.</summary>
    public static string? KeyPair(string? text) =>
        text is { Length: > 0 and <= LongestKeyPair } && !text.AsSpan().ContainsAnyExceptInRange(' ', '~') && text[0] != ' ' && text[^1] != ' ' ? text : null;

    /// <summary>What AWS calls a key pair.</summary>
    public static string? KeyPairId(string? text) =>
        text is not null && text.StartsWith(KeyPairStart, StringComparison.Ordinal)
        && text.Length - KeyPairStart.Length is >= ShortestKeyPairId and <= LongestKeyPairId && !text.AsSpan(KeyPairStart.Length).ContainsAnyExcept(HexCharacters) ? text : null;
}
