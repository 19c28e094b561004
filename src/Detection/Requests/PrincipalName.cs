using System.Buffers;
using RootWatch.Detection.CloudTrail;

namespace RootWatch.Detection.Requests;

/// <summary>Whom a name in a request stands for: a principal of a policy, an account, an organization, a group of S3.</summary>
internal static class PrincipalName
{
    private const int Longest = 2048;
    private const int ShortestAccount = 9;

    private static readonly SearchValues<string> PublicGroups =
        SearchValues.Create(["/groups/global/AllUsers", "/groups/global/AuthenticatedUsers", "publicAnonymousUser/"], StringComparison.OrdinalIgnoreCase);

    private static readonly string[] Organizations = ["o-", "ou-"];

    public static LetsIn LetsIn(string name, OwnAccounts own) =>
        name switch
        {
            { Length: > Longest } => Requests.LetsIn.Nobody,
            "*" => Requests.LetsIn.Everybody,
            _ when name.Equals("all", StringComparison.OrdinalIgnoreCase) => Requests.LetsIn.Everybody,
            _ when IsPublicGroup(name) => Requests.LetsIn.Everybody,
            _ when name.StartsWith("arn:", StringComparison.OrdinalIgnoreCase) => OfArn(name, own),
            _ when name.Length >= ShortestAccount && AwsNames.Account(name) is { } account => own.LetsIn(account),
            _ when IsOrganization(name) => Requests.LetsIn.Organization,
            _ => Requests.LetsIn.Nobody,
        };

    /// <summary>S3's groups of everybody, also within a grant's header.</summary>
    public static bool IsPublicGroup(string text) => text.Length <= Longest && text.AsSpan().ContainsAny(PublicGroups);

    /// <summary>An organization's or a unit's id, or a path of them, that stands for one and not for any.</summary>
    public static bool IsOrganization(string text) => Array.Exists(Organizations, start => text.StartsWith(start, StringComparison.OrdinalIgnoreCase) && text.Length > start.Length && char.IsAsciiLetterOrDigit(text[start.Length]));

    private static LetsIn OfArn(string arn, OwnAccounts own)
    {
        const int Parts = 6;
        return arn.Split(':', Parts) switch
        {
            [_, _, "organizations", _, _, var resource] => resource.StartsWith("account/", StringComparison.Ordinal) ? LetsIn(resource[(resource.LastIndexOf('/') + 1)..], own) : Requests.LetsIn.Organization,
            [_, _, _, _, "*", _] => Requests.LetsIn.Everybody,
            [_, _, _, _, var account, _] when account.Length >= ShortestAccount && AwsNames.Account(account) is { } known => own.LetsIn(known),
            _ => Requests.LetsIn.Nobody,
        };
    }
}
