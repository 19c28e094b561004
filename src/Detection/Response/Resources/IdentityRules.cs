using static RootWatch.Detection.Response.Resources.ResourceChange;
using static RootWatch.Detection.Response.Resources.ResourceKind;

namespace RootWatch.Detection.Response.Resources;

/// <summary>Users, keys, roles, policies, identity providers and temporary credentials.</summary>
internal static class IdentityRules
{
    public static IReadOnlyList<ResourceRule> All { get; } =
    [
        new(AccessKey, Made, "iam: CreateAccessKey", "response.accessKey.accessKeyId") { Owner = "response.accessKey.userName|request.userName" },
        new(AccessKey, Made, "iam: UpdateAccessKey", "request.accessKeyId") { Owner = "request.userName", If = "request.status=Active" },
        new(AccessKey, Deactivated, "iam: UpdateAccessKey", "request.accessKeyId") { Owner = "request.userName", If = "request.status=Inactive" },
        new(AccessKey, Removed, "iam: DeleteAccessKey", "request.accessKeyId") { Owner = "request.userName" },
        new(LoginProfile, Made, "iam: CreateLoginProfile UpdateLoginProfile", "response.loginProfile.userName|request.userName"),
        new(LoginProfile, Removed, "iam: DeleteLoginProfile", "request.userName"),
        new(User, Made, "iam: CreateUser", "response.user.userName|request.userName"),
        new(User, Removed, "iam: DeleteUser", "request.userName"),
        new(UserMfaDevice, Made, "iam: EnableMFADevice", "request.serialNumber") { Owner = "request.userName" },
        new(UserMfaDevice, Removed, "iam: DeactivateMFADevice", "request.serialNumber") { Owner = "request.userName" },
        new(GroupMembership, Made, "iam: AddUserToGroup", "request.groupName") { Owner = "request.userName" },
        new(GroupMembership, Removed, "iam: RemoveUserFromGroup", "request.groupName") { Owner = "request.userName" },
        new(UserPolicy, Made, "iam: AttachUserPolicy", "request.policyArn") { Owner = "request.userName" },
        new(UserPolicy, Removed, "iam: DetachUserPolicy", "request.policyArn") { Owner = "request.userName" },
        new(UserInlinePolicy, Made, "iam: PutUserPolicy", "request.policyName") { Owner = "request.userName" },
        new(UserInlinePolicy, Removed, "iam: DeleteUserPolicy", "request.policyName") { Owner = "request.userName" },
        new(Group, Made, "iam: CreateGroup", "response.group.groupName|request.groupName"),
        new(Group, Removed, "iam: DeleteGroup", "request.groupName"),
        new(GroupPolicy, Made, "iam: AttachGroupPolicy", "request.policyArn") { Owner = "request.groupName" },
        new(GroupPolicy, Removed, "iam: DetachGroupPolicy", "request.policyArn") { Owner = "request.groupName" },
        new(GroupInlinePolicy, Made, "iam: PutGroupPolicy", "request.policyName") { Owner = "request.groupName" },
        new(GroupInlinePolicy, Removed, "iam: DeleteGroupPolicy", "request.policyName") { Owner = "request.groupName" },
        new(Role, Made, "iam: CreateRole", "response.role.roleName|request.roleName"),
        new(Role, Removed, "iam: DeleteRole", "request.roleName"),
        new(RoleTrust, Changed, "iam: UpdateAssumeRolePolicy", "request.roleName"),
        new(RolePolicy, Made, "iam: AttachRolePolicy", "request.policyArn") { Owner = "request.roleName" },
        new(RolePolicy, Removed, "iam: DetachRolePolicy", "request.policyArn") { Owner = "request.roleName" },
        new(RoleInlinePolicy, Made, "iam: PutRolePolicy", "request.policyName") { Owner = "request.roleName" },
        new(RoleInlinePolicy, Removed, "iam: DeleteRolePolicy", "request.policyName") { Owner = "request.roleName" },
        new(SamlProvider, Made, "iam: CreateSAMLProvider UpdateSAMLProvider", "response.sAMLProviderArn|response.samlProviderArn|request.sAMLProviderArn"),
        new(SamlProvider, Removed, "iam: DeleteSAMLProvider", "request.sAMLProviderArn"),
        new(OidcProvider, Made, "iam: CreateOpenIDConnectProvider", "response.openIDConnectProviderArn"),
        new(OidcProvider, Removed, "iam: DeleteOpenIDConnectProvider", "request.openIDConnectProviderArn"),
        new(FederatedSession, Made, "sts: GetFederationToken", "request.name"),
        new(RootSessionCredential, Made, "sts: GetSessionToken AssumeRoot", "response.credentials.accessKeyId"),
        new(RootSessionCredential, Made, "signin: CreateOAuth2Token", "response.accessToken.accessKeyId"),
        new(DirectoryUser, Made, "identitystore: CreateUser", "response.userId") { Owner = "request.identityStoreId" },
        new(DirectoryUser, Made, "sso-directory: CreateUser", "response.user.userId|response.userId") { Owner = "request.identityStoreId" },
        new(DirectoryUser, Removed, "identitystore: DeleteUser", "request.userId") { Owner = "request.identityStoreId" },
        new(DirectoryAssignment, Made, "sso: CreateAccountAssignment", "request.principalId") { Owner = "request.permissionSetArn", Detail = "request.targetId" },
        new(DirectoryAssignment, Removed, "sso: DeleteAccountAssignment", "request.principalId") { Owner = "request.permissionSetArn", Detail = "request.targetId" },
    ];
}
