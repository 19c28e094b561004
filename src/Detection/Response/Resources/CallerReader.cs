using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.Requests;

namespace RootWatch.Detection.Response.Resources;

/// <summary>Which role or user made a call that somebody else than root made?</summary>
internal static class CallerReader
{
    private static readonly OwnAccounts Nobody = new(Caller: null, OfArn: null, Recipient: null);

    /// <param name="caller">The caller's ARN, or what else names the caller; null where nothing does.</param>
    public static AffectedResource Read(string? caller)
    {
        var account = AwsNames.AccountOfArn(caller);
        var (kind, name) = account is null ? (ResourceKind.CallerRole, null) : caller!.Split(':', 6)[^1].Split('/') switch
        {
            ["assumed-role", var role, _] => (ResourceKind.CallerRole, role),
            ["user", .., var user] => (ResourceKind.CallerUser, user),
            _ => (ResourceKind.CallerRole, null),
        };
        return new AffectedResource(kind, ResourceChange.Made) { Id = name is not null && ResourceForms.Name(name, Nobody) ? name : null, Owner = account };
    }
}
