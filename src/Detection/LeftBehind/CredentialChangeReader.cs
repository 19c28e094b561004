using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.Requests;

namespace RootWatch.Detection.LeftBehind;

/// <summary>Which credential does a call delete, deactivate or activate?</summary>
internal static class CredentialChangeReader
{
    /// <param name="record">The record of a call that succeeded.</param>
    /// <param name="call">The call.</param>
    public static CredentialChange? Read(in RecordFields record, ApiCall call) =>
        (call.Service, call.Name) switch
        {
            ("iam", "deleteaccesskey") => Of(LeftBehindKind.AccessKey, CredentialNames.AccessKey(record.Text(RecordField.RequestedAccessKey)), CredentialState.Deleted),
            ("iam", "updateaccesskey") => Updated(record),
            ("iam", "deleteloginprofile") => Of(LeftBehindKind.LoginProfile, CredentialNames.Name(record.Text(RecordField.RequestedUser)), CredentialState.Deleted),
            ("iam", "deleteuser") => Of(LeftBehindKind.User, CredentialNames.Name(record.Text(RecordField.RequestedUser)), CredentialState.Deleted),
            ("iam", "deleterole") => Of(LeftBehindKind.Role, CredentialNames.Name(record.Text(RecordField.RequestedRole)), CredentialState.Deleted),
            ("ec2", "deletekeypair") => Of(
                LeftBehindKind.KeyPair, CredentialNames.KeyPair(record.Text(RecordField.RequestedKeyPair)) ?? CredentialNames.KeyPairId(record.Text(RecordField.RequestedKeyPairId)), CredentialState.Deleted),
            _ => null,
        };

    private static CredentialChange? Updated(in RecordFields record) =>
        (record.Is(RecordField.RequestedStatus, "Active"u8), record.Is(RecordField.RequestedStatus, "Inactive"u8)) switch
        {
            (true, _) => Of(LeftBehindKind.AccessKey, CredentialNames.AccessKey(record.Text(RecordField.RequestedAccessKey)), CredentialState.Usable),
            (_, true) => Of(LeftBehindKind.AccessKey, CredentialNames.AccessKey(record.Text(RecordField.RequestedAccessKey)), CredentialState.Inactive),
            _ => null,
        };

    private static CredentialChange? Of(LeftBehindKind kind, string? id, CredentialState state) => id is null ? null : new CredentialChange(kind, id, state);
}
