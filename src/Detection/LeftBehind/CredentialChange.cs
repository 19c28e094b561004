namespace RootWatch.Detection.LeftBehind;

/// <summary>That a credential was deleted, deactivated or activated again. Its texts have a strict form.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">Its name, or what AWS calls it.</param>
/// <param name="State">What became of it.</param>
public sealed record CredentialChange(LeftBehindKind Kind, string Id, CredentialState State)
{
    /// <summary>Whether it is about this credential. Whoever deletes a user has deleted what is the user's.</summary>
    public bool Concerns(LeftBehindCredential credential) =>
        Kind == credential.Kind ? Id.Equals(credential.Id, CredentialNames.Comparison(Kind)) || Id == credential.ResourceId
        : Kind == LeftBehindKind.User && (credential.Kind is LeftBehindKind.AccessKey or LeftBehindKind.LoginProfile) && Id.Equals(credential.User, StringComparison.OrdinalIgnoreCase);
}
