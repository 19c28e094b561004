using static RootWatch.Detection.Response.Resources.ResourceChange;
using static RootWatch.Detection.Response.Resources.ResourceKind;

namespace RootWatch.Detection.Response.Resources;

/// <summary>The organization: its accounts, its policies, and who may manage them.</summary>
internal static class OrganizationRules
{
    public static IReadOnlyList<ResourceRule> All { get; } =
    [
        new(OrganizationMembership, Removed, "organizations: RemoveAccountFromOrganization", "request.accountId"),
        new(PolicyAttachment, Removed, "organizations: DetachPolicy", "request.policyId") { Owner = "request.targetId" },
        new(PolicyAttachment, Made, "organizations: AttachPolicy", "request.policyId") { Owner = "request.targetId" },
        new(PolicyType, Removed, "organizations: DisablePolicyType", "request.policyType") { Owner = "request.rootId" },
        new(PolicyType, Made, "organizations: EnablePolicyType", "request.policyType") { Owner = "request.rootId" },
        new(ServiceAccess, Removed, "organizations: DisableAWSServiceAccess", "request.servicePrincipal"),
        new(ServiceAccess, Made, "organizations: EnableAWSServiceAccess", "request.servicePrincipal"),
        new(DelegatedAdministrator, Made, "organizations: RegisterDelegatedAdministrator", "request.accountId") { Owner = "request.servicePrincipal" },
        new(DelegatedAdministrator, Removed, "organizations: DeregisterDelegatedAdministrator", "request.accountId") { Owner = "request.servicePrincipal" },
        new(CentralRootCredentials, Removed, "iam: DisableOrganizationsRootCredentialsManagement"),
        new(CentralRootCredentials, Made, "iam: EnableOrganizationsRootCredentialsManagement"),
        new(CentralRootSessions, Removed, "iam: DisableOrganizationsRootSessions"),
        new(CentralRootSessions, Made, "iam: EnableOrganizationsRootSessions"),
        new(MemberAccount, Made, "organizations: CreateAccount", "response.createAccountStatus.accountId"),
        new(MemberAccount, Removed, "organizations: CloseAccount", "request.accountId"),
    ];
}
