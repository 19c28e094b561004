using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.Requests;

namespace RootWatch.Detection.LeftBehind;

/// <summary>Which credential does a call leave behind? The response says it; what it does not say, the request may.</summary>
internal static class LeftBehindReader
{
    private const string RootsName = "root";

    /// <param name="record">The record of a call that succeeded.</param>
    /// <param name="call">The call.</param>
    /// <param name="identity">In which way the record concerns root.</param>
    /// <param name="own">The record's own accounts.</param>
    public static LeftBehindCredential? Read(in RecordFields record, ApiCall call, RootIdentity identity, OwnAccounts own) =>
        identity is not (RootIdentity.RootUser or RootIdentity.FederatedByRoot or RootIdentity.AssumedRootSession or RootIdentity.AssumeRootCaller or RootIdentity.Service) ? null
        : (call.Service, call.Name) switch
        {
            ("iam", "createaccesskey") => AccessKey(record, RecordField.CreatedAccessKey, RecordField.CreatedAccessKeyUser),
            ("iam", "updateaccesskey") when record.Is(RecordField.RequestedStatus, "Active"u8) => AccessKey(record, RecordField.RequestedAccessKey, RecordField.RequestedUser),
            ("iam", "createloginprofile" or "updateloginprofile") => OfUser(LeftBehindKind.LoginProfile, record, RecordField.CreatedProfileUser),
            ("iam", "createuser") => OfUser(LeftBehindKind.User, record, RecordField.CreatedUser),
            ("iam", "createrole" or "updateassumerolepolicy") => Role(record, own),
            ("sts", "getfederationtoken" or "getsessiontoken") => Token(LeftBehindKind.SessionToken, record, RecordField.IssuedAccessKey),
            ("sts", "assumeroot") => Token(LeftBehindKind.RootSession, record, RecordField.IssuedAccessKey),
            ("signin", "createoauth2token") => Token(LeftBehindKind.SessionToken, record, RecordField.IssuedTokensKey),
            ("ec2", "createkeypair" or "importkeypair") => KeyPair(record),
            _ => null,
        };

    private static LeftBehindCredential? AccessKey(in RecordFields record, RecordField key, RecordField user) =>
        CredentialNames.AccessKey(record.Text(key)) is { } id ? new LeftBehindCredential(LeftBehindKind.AccessKey, id, UserOf(record, user)) : null;

    private static LeftBehindCredential? OfUser(LeftBehindKind kind, in RecordFields record, RecordField user) =>
        UserOf(record, user) is { } name ? new LeftBehindCredential(kind, name, kind == LeftBehindKind.LoginProfile ? name : null) : null;

    // Root has no name, yet "Root" has stood there. Its other one, with spaces in it, is no user's.
    private static string? UserOf(in RecordFields record, RecordField field) =>
        CredentialNames.Name(record.Text(field) ?? record.Text(RecordField.RequestedUser)) is { } name && !name.Equals(RootsName, StringComparison.OrdinalIgnoreCase) ? name : null;

    private static LeftBehindCredential? Role(in RecordFields record, OwnAccounts own)
    {
        var arn = CredentialNames.RoleArn(record.Text(RecordField.CreatedRoleArn), account => own.LetsIn(account) == LetsIn.Nobody);
        return (CredentialNames.Name(record.Text(RecordField.CreatedRole) ?? record.Text(RecordField.RequestedRole)) ?? (arn is null ? null : CredentialNames.NameOfRole(arn))) is not { } name ? null
            : new LeftBehindCredential(LeftBehindKind.Role, name, User: null) { ResourceId = arn is not null && CredentialNames.NameOfRole(arn) == name ? arn : null };
    }

    private static LeftBehindCredential? Token(LeftBehindKind kind, in RecordFields record, RecordField key) =>
        CredentialNames.AccessKey(record.Text(key)) is { } id
            ? new LeftBehindCredential(kind, id, kind == LeftBehindKind.SessionToken ? CredentialNames.Name(record.Text(RecordField.RequestedSessionName)) : null) { Expires = record.Time(RecordField.IssuedUntil) }
            : null;

    private static LeftBehindCredential? KeyPair(in RecordFields record) =>
        CredentialNames.KeyPair(record.Text(RecordField.CreatedKeyPair) ?? record.Text(RecordField.RequestedKeyPair)) is { } name
            ? new LeftBehindCredential(LeftBehindKind.KeyPair, name, User: null) { ResourceId = CredentialNames.KeyPairId(record.Text(RecordField.CreatedKeyPairId)) }
            : null;
}
