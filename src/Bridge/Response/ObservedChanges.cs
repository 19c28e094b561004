using RootWatch.Bridge.LeftBehind;
using RootWatch.Detection.LeftBehind;
using RootWatch.Detection.Response;
using RootWatch.Detection.Response.Resources;

namespace RootWatch.Bridge.Response;

/// <summary>What following an incident's credentials says of its plan's resources.</summary>
internal static class ObservedChanges
{
    /// <param name="leftBehind">What became of the credentials.</param>
    /// <param name="others">What else is known of the resources.</param>
    public static IReadOnlyList<ObservedChange> Of(IEnumerable<FollowedCredential> leftBehind, IEnumerable<ObservedChange> others) =>
        [.. Of(leftBehind).Concat(others).OrderBy(change => change.At)];

    private static IEnumerable<ObservedChange> Of(IEnumerable<FollowedCredential> leftBehind) =>
        leftBehind.Select(followed => followed.Item).Select(Change).OfType<ObservedChange>();

    private static ObservedChange? Change(LeftBehindItem item) =>
        item.State is CredentialState.Deleted or CredentialState.Inactive && KindOf(item.Credential) is { } kind
            ? new ObservedChange(
                new AffectedResource(kind, item.State == CredentialState.Deleted ? ResourceChange.Removed : ResourceChange.Deactivated)
                {
                    Id = item.Credential.Id,
                    Owner = kind == ResourceKind.AccessKey ? item.Credential.User : null,
                    Region = kind == ResourceKind.KeyPair ? item.Region : null,
                },
                item.Changed)
            : null;

    private static ResourceKind? KindOf(LeftBehindCredential credential) =>
        credential.Kind switch
        {
            LeftBehindKind.AccessKey => credential.User is null ? ResourceKind.RootAccessKey : ResourceKind.AccessKey,
            LeftBehindKind.LoginProfile => ResourceKind.LoginProfile,
            LeftBehindKind.User => ResourceKind.User,
            LeftBehindKind.Role => ResourceKind.Role,
            LeftBehindKind.KeyPair => ResourceKind.KeyPair,
            _ => null,
        };
}
