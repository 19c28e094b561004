using RootWatch.Bridge.LeftBehind;
using RootWatch.Detection.LeftBehind;
using RootWatch.Detection.Response;
using RootWatch.Detection.Response.Resources;

namespace RootWatch.Bridge.Response;

/// <summary>What following an incident's credentials says of its plan's resources.</summary>
internal static class ObservedChanges
{
    public static IReadOnlyList<ObservedChange> Of(IEnumerable<FollowedCredential> leftBehind) =>
        [.. leftBehind.Select(followed => followed.Item).Where(IsTakenAway).Select(Removed).OfType<ObservedChange>()];

    // The step for a user's key deactivates it; root's own keys are to be deleted.
    private static bool IsTakenAway(LeftBehindItem item) =>
        item.State == CredentialState.Deleted || (item is { State: CredentialState.Inactive, Credential.Kind: LeftBehindKind.AccessKey, Credential.User: not null });

    private static ObservedChange? Removed(LeftBehindItem item) =>
        KindOf(item.Credential) is { } kind
            ? new ObservedChange(
                new AffectedResource(kind, ResourceChange.Removed)
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
