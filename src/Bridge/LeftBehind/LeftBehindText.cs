using System.Buffers;
using System.Globalization;
using System.Net;
using RootWatch.Bridge.Messages;
using RootWatch.Detection.LeftBehind;

namespace RootWatch.Bridge.LeftBehind;

/// <summary>The words of what was left behind. Names in them have a strict form, or are made fit to be shown.</summary>
internal static class LeftBehindText
{
    private const int Shown = 4;
    private const int LongestWord = 64;
    private const string AwsEnd = ".amazonaws.com";

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+=-");
    private static readonly SearchValues<char> CallCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-");

    private static readonly string[] ReadVerbs = ["Get", "List", "Describe", "Head", "Lookup"];

    /// <summary>"2 access keys, 1 user; 2 of 3 still usable". Our own words alone.</summary>
    public static string Of(LeftBehindSummary left, DateTimeOffset at)
    {
        var kinds = left.Items.GroupBy(item => item.Credential.Kind).OrderBy(kind => kind.Key).Select(kind => Phrases.Count(kind.Count(), NounOf(kind.Key)));
        var more = left.Count > left.Items.Count ? $", and {Number(left.Count - left.Items.Count)} more" : string.Empty;
        var first = more.Length > 0 ? "the first " : string.Empty;
        return $"{string.Join(", ", kinds)}{more}; {Number(left.Items.Count(item => item.IsUsable(at)))} of {first}{Number(left.Items.Count)} still usable";
    }

    /// <summary>What a credential is, in the words of a sentence that tells of its use, such as "The access key that root created (AKIA…7Q2E, of user backdoor)".</summary>
    public static string Subject(LeftBehindCredential credential)
    {
        var what = credential.Kind switch
        {
            LeftBehindKind.AccessKey => "The access key that root created",
            LeftBehindKind.LoginProfile => "The password that root set for a user",
            LeftBehindKind.User => "The user that root created",
            LeftBehindKind.Role => "The role that root created or opened",
            LeftBehindKind.KeyPair => "The key pair that root created",
            _ => "The session token that root was issued",
        };
        var name = NameOf(credential);
        return name.Length == 0 ? what : $"{what} ({name})";
    }

    /// <summary>A credential by itself, such as "access key AKIAIOSFODNN7EXAMPLE of user backdoor". Made fit to be shown.</summary>
    public static string Words(LeftBehindCredential credential) =>
        credential.Kind switch
        {
            LeftBehindKind.AccessKey => $"access key {credential.Id} of {(credential.User is { } user ? $"user {Untrusted.Text(user)}" : "root itself")}",
            LeftBehindKind.LoginProfile => $"password of user {Untrusted.Text(credential.Id)}",
            LeftBehindKind.SessionToken => $"session token {credential.Id}{(credential.User is { } name ? $" for {Untrusted.Text(name)}" : string.Empty)}",
            LeftBehindKind.RootSession => $"root session of another account, {credential.Id}",
            _ => $"{NounOf(credential.Kind)} {Untrusted.Text(credential.Id)}{(credential.ResourceId is { } id ? $" ({Untrusted.Text(id)})" : string.Empty)}",
        };

    /// <summary>The state of a credential, by whom and since when. Made fit to be shown.</summary>
    public static string State(LeftBehindItem item, DateTimeOffset now)
    {
        var by = item.Changed is { } at ? $" at {Phrases.Utc(at)}{(item.ChangedBy is { } who ? $" by {Untrusted.Text(who)}" : string.Empty)}" : string.Empty;
        return item.State switch
        {
            CredentialState.Deleted => $"deleted{by}",
            CredentialState.Inactive => $"deactivated{by}",
            _ when !item.IsUsable(now) => $"expired at {Phrases.Utc(item.Credential.Expires!.Value)}",
            _ when by.Length > 0 => $"usable, activated again{by}",
            _ => "usable, as far as known",
        };
    }

    /// <summary>The call that says most about what was done: a change rather than a read.</summary>
    public static CredentialUse? Telling(FollowedCredential credential) =>
        credential.Uses.Find(use => !use.Failed && !Array.Exists(ReadVerbs, verb => use.EventName.StartsWith(verb, StringComparison.Ordinal))) ?? credential.Uses.FirstOrDefault();

    /// <summary>Service and action, as short as people say them; our own words where they have another form than AWS's.</summary>
    public static string Call(CredentialUse use)
    {
        var source = use.EventSource.EndsWith(AwsEnd, StringComparison.Ordinal) ? use.EventSource[..^AwsEnd.Length] : use.EventSource;
        return IsWord(source, CallCharacters) && IsWord(use.EventName, CallCharacters) ? $"{source} {use.EventName}" : "an AWS API";
    }

    /// <summary>An address; our own words for anything else.</summary>
    public static string Source(string? source) =>
        IPAddress.TryParse(source, out var address) && address.ToString() is var text ? text : source is null ? "an unknown address" : "within AWS";

    /// <summary>As much of an access key's id as tells it from others.</summary>
    public static string Short(string id) => id.Length > 2 * Shown ? $"{id[..Shown]}…{id[^Shown..]}" : id;

    private static string NameOf(LeftBehindCredential credential) =>
        credential.Kind switch
        {
            LeftBehindKind.AccessKey => $"{Short(credential.Id)}, {(credential.User is not { } user ? "root's own" : IsWord(user, NameCharacters) ? $"of user {user}" : "of a user")}",
            LeftBehindKind.SessionToken => Short(credential.Id),
            _ => IsWord(credential.Id, NameCharacters) ? credential.Id : string.Empty,
        };

    private static string NounOf(LeftBehindKind kind) =>
        kind switch
        {
            LeftBehindKind.AccessKey => "access key",
            LeftBehindKind.LoginProfile => "password",
            LeftBehindKind.User => "user",
            LeftBehindKind.Role => "role",
            LeftBehindKind.SessionToken => "session token",
            LeftBehindKind.RootSession => "root session",
            LeftBehindKind.KeyPair => "key pair",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, message: null),
        };

    private static bool IsWord(string text, SearchValues<char> characters) => text.Length is > 0 and <= LongestWord && !text.AsSpan().ContainsAnyExcept(characters);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
