using System.Collections.Frozen;
using System.Net;

namespace RootWatch.Detection.Requests;

/// <summary>What a condition of a policy makes of "everybody": the account, organization or network that it names.</summary>
internal static class ConditionBinding
{
    private static readonly FrozenSet<string> Operators = ["stringequals", "stringequalsignorecase", "stringlike", "arnequals", "arnlike", "ipaddress", "bool"];
    private static readonly FrozenSet<string> OrganizationKeys = ["aws:principalorgid", "aws:principalorgpaths", "aws:sourceorgid", "aws:sourceorgpaths", "aws:vpceorgid", "aws:vpceorgpaths", "principalorgid", "organizationid"];
    private static readonly FrozenSet<string> AccountKeys = ["aws:principalaccount", "aws:sourceaccount", "aws:sourceowner", "aws:vpceaccount", "kms:calleraccount", "s3:dataaccesspointaccount", "sourceaccount"];
    private static readonly FrozenSet<string> ArnKeys = ["aws:principalarn", "aws:sourcearn", "s3:dataaccesspointarn", "elasticfilesystem:accesspointarn", "sourcearn"];
    private static readonly FrozenSet<string> NetworkKeys = ["aws:sourcevpc", "aws:sourcevpce", "aws:sourcevpcarn", "aws:userid", "aws:principalservicename"];
    private static readonly FrozenSet<string> AddressKeys = ["aws:sourceip", "aws:vpcsourceip"];
    private static readonly FrozenSet<string> ServiceFlags = ["aws:principalisawsservice", "elasticfilesystem:accessedviamounttarget"];

    public static bool Knows(string key) =>
        OrganizationKeys.Contains(key) || AccountKeys.Contains(key) || ArnKeys.Contains(key) || NetworkKeys.Contains(key) || ServiceFlags.Contains(key) || AddressKeys.Contains(key);

    /// <summary>Who is let in by one value of a condition; null where it binds nobody. One that holds where its key is missing (IfExists, ForAllValues) binds nobody.</summary>
    public static LetsIn? Of(string test, string key, string value, OwnAccounts own)
    {
        var (quantifier, name) = test.Split(':') is [var first, var second] ? (first, second) : (string.Empty, test);
        return quantifier is "" or "foranyvalue" && Operators.Contains(name) ? Of(key, value, own) : null;
    }

    /// <summary>Who is let in by what a call says beside its principal, such as lambda's <c>sourceAccount</c>.</summary>
    public static LetsIn? Of(string key, string value, OwnAccounts own) =>
        key switch
        {
            _ when value.Length == 0 => null,
            _ when OrganizationKeys.Contains(key) => PrincipalName.IsOrganization(value) ? LetsIn.Organization : null,
            _ when AccountKeys.Contains(key) => value.Contains('*', StringComparison.Ordinal) ? null : PrincipalName.LetsIn(value, own),
            _ when ArnKeys.Contains(key) => OfArn(value, own),
            _ when NetworkKeys.Contains(key) => value[0] == '*' ? null : LetsIn.Nobody,
            _ when ServiceFlags.Contains(key) => value.Equals("true", StringComparison.OrdinalIgnoreCase) ? LetsIn.Nobody : null,
            _ when AddressKeys.Contains(key) => OpenRange.Is(value) || !IsNetwork(value) ? null : LetsIn.Nobody,
            _ => null,
        };

    // A bucket's ARN names no account, and need not: its name is unique.
    private static LetsIn? OfArn(string arn, OwnAccounts own) =>
        arn.Split(':') switch
        {
            [_, _, "s3", _, "" or "*", var bucket, ..] when bucket.Length > 0 && bucket[0] != '*' => LetsIn.Nobody,
            [_, _, _, _, var account, ..] when account.Length > 0 && !account.Contains('*', StringComparison.Ordinal) => PrincipalName.LetsIn(account, own),
            _ => null,
        };

    private static bool IsNetwork(string text) => IPAddress.TryParse(text.AsSpan(0, text.IndexOf('/', StringComparison.Ordinal) is var slash and >= 0 ? slash : text.Length), out _);
}
