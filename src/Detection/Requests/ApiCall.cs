using RootWatch.Detection.Effects;

namespace RootWatch.Detection.Requests;

/// <summary>The call that a request belongs to, in small letters, without the date and version that some services append.</summary>
/// <param name="Service">The service, such as s3.</param>
/// <param name="Name">The action, such as putbucketpolicy.</param>
internal sealed record ApiCall(string Service, string Name)
{
    private static readonly string[] ReadVerbs =
        ["get", "list", "describe", "head", "lookup", "search", "batchget", "view", "select", "scan", "query", "check", "validate", "simulate", "test", "preview", "createaccesspreview"];

    private static readonly string[] ClosingVerbs =
        ["revoke", "remove", "delete", "disassociate", "detach", "reject", "cancel", "deregister", "unshare", "deauthorize", "terminate", "disable", "untag", "batchdelete", "batchrevoke", "batchdisable", "leave"];

    private static readonly string[] ChangingVerbs = ["update", "modify", "put", "set", "change", "edit", "configure", "batchupdate", "batchmodify", "batchput"];
    private static readonly string[] RevokingVerbs = ["revoke", "batchrevoke", "unshare", "removepermission", "removelayerversionpermission"];
    private const int Places = 4096;
    private const int Longest = 128;

    private static readonly BoundedCache<(string Source, string Name), ApiCall> Known = new(Make, Places);
    private static readonly string[] SharingWords = ["permission", "share", "authorize", "grant", "snapshotattribute", "imageattribute"];

    /// <summary>It only looks.</summary>
    public bool Reads { get; } = Name.StartsWithAny(ReadVerbs);

    /// <summary>It takes away, so whatever it names is let in no longer.</summary>
    public bool Closes { get; } = Name.StartsWithAny(ClosingVerbs);

    /// <summary>It changes what is there already. Who creates something unprotected has weakened nothing.</summary>
    public bool Changes { get; } = Name.StartsWithAny(ChangingVerbs) || Name.Contains("blockpublicaccess", StringComparison.Ordinal);

    /// <summary>It takes back a permission, and does nothing else.</summary>
    public bool Revokes { get; } = Name.StartsWithAny(RevokingVerbs);

    /// <summary>Its accounts are those with whom something is shared.</summary>
    public bool Shares { get; } = !Name.Contains("permissionset", StringComparison.Ordinal) && !Name.Contains("permissionsboundary", StringComparison.Ordinal)
        && Array.Exists(SharingWords, word => Name.Contains(word, StringComparison.Ordinal));

    /// <param name="source">CloudTrail's <c>eventSource</c>.</param>
    /// <param name="name">CloudTrail's <c>eventName</c>.</param>
    public static ApiCall Of(string source, string name) => source.Length <= Longest && name.Length <= Longest ? Known.Of((source, name)) : Make((source, name));

    private static ApiCall Make((string Source, string Name) call) =>
        new(CloudTrailNames.ServiceOf(call.Source.ToLowerInvariant()), CloudTrailNames.WithoutVersion(call.Name.ToLowerInvariant()));

    public bool Is(string service, params ReadOnlySpan<string> names) => Service == service && names.Contains(Name);
}
