using RootWatch.Detection.LeftBehind;

namespace RootWatch.Bridge.LeftBehind;

/// <summary>
/// Which credentials made a call. What a user's own key did is told of the key, and what the password did of the
/// password; only the rest is the user's.
/// </summary>
internal static class ActingCredentials
{
    /// <returns>Their places among the credentials.</returns>
    public static List<int> Of(IReadOnlyList<FollowedCredential> credentials, CredentialRecord record, DateTimeOffset at)
    {
        List<int> found = [];
        for (var index = 0; index < credentials.Count; index++)
        {
            var credential = credentials[index].Item;
            if (at >= credential.Made && record.IsUseOf(credential.Credential))
            {
                // Of the same one, made twice, the later one acted.
                found.RemoveAll(other => credentials[other].Item.Credential.IsSame(credential.Credential) && credentials[other].Item.Made <= credential.Made);
                found.Add(index);
            }
        }

        Prefer(static kind => kind is LeftBehindKind.AccessKey or LeftBehindKind.SessionToken, static kind => kind is LeftBehindKind.User or LeftBehindKind.LoginProfile);
        Prefer(static kind => kind is LeftBehindKind.LoginProfile, static kind => kind is LeftBehindKind.User);
        return found;

        void Prefer(Predicate<LeftBehindKind> these, Predicate<LeftBehindKind> those)
        {
            if (found.Exists(index => these(credentials[index].Item.Credential.Kind)))
            {
                found.RemoveAll(index => those(credentials[index].Item.Credential.Kind));
            }
        }
    }
}
