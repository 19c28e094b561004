using System.Buffers;
using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.LeftBehind;
using RootWatch.Detection.Policy;
using RootWatch.Detection.Requests;

namespace RootWatch.Detection.Response.Resources;

/// <summary>
/// The strict forms of ids, names and ARNs. None can begin with a dash, which a program would take for an option, and none holds a
/// character that a shell or JSON knows. A name that may have more, such as a space, becomes a placeholder then.
/// </summary>
internal static class ResourceForms
{
    private const int LongestName = 128;
    private const int LongestArn = 700;
    private const int GuidLength = 36;
    private const int LongestDomain = 253;
    private const int LongestBucket = 63;
    private const int ShortestBucket = 3;
    private const int DetectorIdLength = 32;
    private const int ShortestHex = 8;
    private const int LongestHex = 64;

    private const string Lower = "abcdefghijklmnopqrstuvwxyz";
    private const string Letters = Lower + "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string Digits = "0123456789";

    private static readonly SearchValues<char> Alphanumeric = SearchValues.Create(Letters + Digits);
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create(Letters + Digits + "_+=,.@-");
    private static readonly SearchValues<char> DottedCharacters = SearchValues.Create(Letters + Digits + "._-");
    private static readonly SearchValues<char> PathCharacters = SearchValues.Create(Letters + Digits + "/_+=.@-");
    private static readonly SearchValues<char> ArnCharacters = SearchValues.Create(Letters + Digits + "/_+=,.@:-");
    private static readonly SearchValues<char> HexCharacters = SearchValues.Create(Digits + "abcdef-");
    private static readonly SearchValues<char> BucketCharacters = SearchValues.Create(Lower + Digits + ".-");
    private static readonly SearchValues<char> TypeCharacters = SearchValues.Create(Letters[Lower.Length..] + Digits + "_");

    public static bool None(string text, OwnAccounts own) => false;

    public static bool AccessKey(string text, OwnAccounts own) => CredentialNames.AccessKey(text) is not null;

    public static bool Name(string text, OwnAccounts own) => Fits(text, LongestName, NameCharacters);

    public static bool Account(string text, OwnAccounts own) => AccountId.Fits(text);

    public static bool AccountOrAll(string text, OwnAccounts own) => text is "all" || AccountId.Fits(text);

    public static bool Region(string text, OwnAccounts own) => AwsNames.Region(text) is not null;

    public static bool PolicyArn(string text, OwnAccounts own) => IsArn(text, own, "iam", "policy/", mayBeAws: true);

    public static bool MfaArn(string text, OwnAccounts own) => IsArn(text, own, "iam", "mfa/");

    public static bool SamlArn(string text, OwnAccounts own) => IsArn(text, own, "iam", "saml-provider/");

    public static bool OidcArn(string text, OwnAccounts own) => IsArn(text, own, "iam", "oidc-provider/");

    public static bool ResourceShareArn(string text, OwnAccounts own) => IsArn(text, own, "ram", "resource-share/");

    // AWS itself owns the ARNs of Identity Center: they name no account.
    public static bool PermissionSetArn(string text, OwnAccounts own) =>
        text.Split('/') is [var start, var instance, var set] && start.EndsWith(":sso:::permissionSet", StringComparison.Ordinal) && IsPartition(start.AsSpan(0, start.IndexOf(":sso", StringComparison.Ordinal)))
        && IsId(instance, "ssoins-") && IsId(set, "ps-");

    public static bool StoreId(string text, OwnAccounts own) => IsId(text, "d-");

    public static bool Guid(string text, OwnAccounts own) => text.Length == GuidLength && System.Guid.TryParseExact(text, "D", out _);

    public static bool InstanceId(string text, OwnAccounts own) => IsId(text, "i-");

    public static bool SpotRequestId(string text, OwnAccounts own) => IsId(text, "sir-");

    public static bool SpotFleetId(string text, OwnAccounts own) => text.StartsWith("sfr-", StringComparison.Ordinal) && Guid(text[4..], own);

    public static bool FleetId(string text, OwnAccounts own) => text.StartsWith("fleet-", StringComparison.Ordinal) && Guid(text[6..], own);

    public static bool SecurityGroupId(string text, OwnAccounts own) => IsId(text, "sg-");

    public static bool SecurityGroupRuleId(string text, OwnAccounts own) => IsId(text, "sgr-");

    public static bool ImageId(string text, OwnAccounts own) => IsId(text, "ami-");

    public static bool SnapshotId(string text, OwnAccounts own) => IsId(text, "snap-");

    public static bool ClusterName(string text, OwnAccounts own) => Fits(text, LongestName, DottedCharacters) || IsArn(text, own, "ecs", "cluster/");

    public static bool DatabaseName(string text, OwnAccounts own) => Fits(text, LongestName, DottedCharacters) || IsArn(text, own, "rds", "snapshot:") || IsArn(text, own, "rds", "cluster-snapshot:");

    public static bool Bucket(string text, OwnAccounts own) => text.Length >= ShortestBucket && Fits(text, LongestBucket, BucketCharacters);

    public static bool QueueUrl(string text, OwnAccounts own) =>
        text.Split('/') is ["https:", "", var host, var account, var name] && host.StartsWith("sqs.", StringComparison.Ordinal) && Fits(host, LongestDomain, BucketCharacters)
        && AwsNames.IsService(host) && IsOwn(account, own) && Fits(name, LongestName, DottedCharacters);

    public static bool FunctionName(string text, OwnAccounts own) => Fits(text, LongestName, DottedCharacters) || IsArn(text, own, "lambda", "function:");

    public static bool StatementId(string text, OwnAccounts own) => Fits(text, LongestName, DottedCharacters);

    public static bool SecretId(string text, OwnAccounts own) => Fits(text, LongestArn, PathCharacters) || IsArn(text, own, "secretsmanager", "secret:");

    public static bool TrailName(string text, OwnAccounts own) => Fits(text, LongestName, DottedCharacters) || IsArn(text, own, "cloudtrail", "trail/");

    public static bool RuleName(string text, OwnAccounts own) => Fits(text, LongestName, DottedCharacters);

    public static bool BusName(string text, OwnAccounts own) => Fits(text, LongestName, DottedCharacters) || IsArn(text, own, "events", "event-bus/");

    public static bool DetectorId(string text, OwnAccounts own) => text.Length == DetectorIdLength && !text.AsSpan().ContainsAnyExcept(HexCharacters) && text[0] != '-';

    public static bool KmsKey(string text, OwnAccounts own) =>
        Guid(text, own) || (text.StartsWith("mrk-", StringComparison.Ordinal) && Fits(text, LongestHex, Alphanumeric, from: 4)) || IsArn(text, own, "kms", "key/");

    public static bool PolicyId(string text, OwnAccounts own) => IsId(text, "p-");

    public static bool PolicyType(string text, OwnAccounts own) => Fits(text, LongestHex, TypeCharacters);

    public static bool RootId(string text, OwnAccounts own) => text.StartsWith("r-", StringComparison.Ordinal) && Fits(text, LongestHex, Alphanumeric, from: 2);

    public static bool TargetId(string text, OwnAccounts own) =>
        AccountId.Fits(text) || RootId(text, own) || (text.Split('-') is ["ou", var root, var unit] && Fits(root, LongestHex, Alphanumeric) && Fits(unit, LongestHex, Alphanumeric));

    public static bool ServicePrincipal(string text, OwnAccounts own) => text.Length <= LongestDomain && AwsNames.IsService(text) && Fits(text, LongestDomain, BucketCharacters);

    public static bool Domain(string text, OwnAccounts own) => text.Contains('.', StringComparison.Ordinal) && Fits(text, LongestDomain, BucketCharacters);

    public static bool MailIdentity(string text, OwnAccounts own) => Fits(text, LongestDomain, DottedCharacters) && text.Contains('.', StringComparison.Ordinal);

    /// <summary>The name of an action, as AWS documents it.</summary>
    public static bool ActionName(string text, OwnAccounts own) => text.Split(':') is [var service, var action] && Fits(service, LongestHex, BucketCharacters) && Fits(action, LongestName, Alphanumeric);

    private static bool Fits(string text, int longest, SearchValues<char> characters, int from = 0) =>
        text.Length > from && text.Length <= longest && char.IsAsciiLetterOrDigit(text[from]) && !text.AsSpan(from).ContainsAnyExcept(characters);

    private static bool IsId(string text, string start) =>
        text.StartsWith(start, StringComparison.Ordinal) && text.Length - start.Length >= ShortestHex && Fits(text, LongestHex, Alphanumeric, start.Length);

    private static bool IsOwn(string account, OwnAccounts own) => AccountId.Fits(account) && own.LetsIn(account) == LetsIn.Nobody;

    private static bool IsPartition(ReadOnlySpan<char> start) => start is "arn:aws" or "arn:aws-cn" or "arn:aws-us-gov" or "arn:aws-eusc" or "arn:aws-iso" or "arn:aws-iso-b" or "arn:aws-iso-e" or "arn:aws-iso-f";

    private static bool IsArn(string text, OwnAccounts own, string service, string resource, bool mayBeAws = false) =>
        text.Length <= LongestArn && text.Split(':', 6) is ["arn", var partition, var ofService, var region, var account, var rest]
        && IsPartition($"arn:{partition}") && ofService == service && (region.Length == 0 || AwsNames.Region(region) is not null)
        && (IsOwn(account, own) || (mayBeAws && account is "aws"))
        && rest.StartsWith(resource, StringComparison.Ordinal) && Fits(rest, LongestArn, ArnCharacters, resource.Length);
}
