using System.Text;

namespace RootWatch.Detection.Tampering;

/// <summary>The names of the calls that tamper, or that only look like it.</summary>
internal static class TamperCalls
{
    /// <summary>What switches a control off, whatever the call asks for.</summary>
    public static (byte[] Source, TamperedThing Thing, byte[][] Calls)[] Controls { get; } =
    [
        ([.. "cloudtrail.amazonaws.com"u8], TamperedThing.CloudTrail,
            Names("StopLogging", "DeleteTrail", "UpdateTrail", "PutEventSelectors", "DeleteEventDataStore", "StopEventDataStoreIngestion", "DeregisterOrganizationDelegatedAdmin")),
        ([.. "config.amazonaws.com"u8], TamperedThing.Config,
            Names("StopConfigurationRecorder", "DeleteConfigurationRecorder", "DeleteServiceLinkedConfigurationRecorder", "DeleteDeliveryChannel", "DeleteConfigurationAggregator", "DeleteOrganizationConfigRule", "DeleteOrganizationConformancePack")),
        ([.. "guardduty.amazonaws.com"u8], TamperedThing.GuardDuty,
            Names(
                "DeleteDetector", "UpdateDetector", "StopMonitoringMembers", "DisassociateMembers", "DisassociateFromAdministratorAccount", "DisassociateFromMasterAccount",
                "DeleteMembers", "UpdateMemberDetectors", "DisableOrganizationAdminAccount", "UpdateOrganizationConfiguration", "DeletePublishingDestination",
                "CreateFilter", "UpdateFilter", "CreateIPSet", "UpdateIPSet", "CreateTrustedEntitySet", "UpdateTrustedEntitySet")),
        ([.. "cloudformation.amazonaws.com"u8], TamperedThing.Foundation, Names("DeactivateOrganizationsAccess")),
    ];

    /// <summary>
    /// Calls about a key name only the key's id. The hub's own rule names
    /// RootWatch's key, and no other rule forwards these calls, so whatever comes is about that key.
    /// </summary>
    public static byte[][] OfKey { get; } = Names("DisableKey", "ScheduleKeyDeletion", "PutKeyPolicy", "DisableKeyRotation", "DeleteImportedKeyMaterial", "UpdatePrimaryRegion");

    public static byte[][] OfAlias { get; } = Names("CreateAlias", "UpdateAlias", "DeleteAlias");

    public static byte[][] OfOidcProvider { get; } =
        Names("DeleteOpenIDConnectProvider", "AddClientIDToOpenIDConnectProvider", "RemoveClientIDFromOpenIDConnectProvider", "UpdateOpenIDConnectProviderThumbprint");

    public static byte[][] OfRole { get; } =
        Names(
            "CreateRole", "DeleteRole", "UpdateRole", "UpdateRoleDescription", "UpdateAssumeRolePolicy", "AttachRolePolicy", "DetachRolePolicy",
            "PutRolePolicy", "DeleteRolePolicy", "PutRolePermissionsBoundary", "DeleteRolePermissionsBoundary");

    public static byte[][] OfBus { get; } = Names("UpdateEventBus", "PutPermission", "RemovePermission");

    /// <summary>What may happen to RootWatch's parts on any day.</summary>
    public static byte[][] Harmless { get; } =
        Names(
            "TagResource", "UntagResource", "TagQueue", "UntagQueue", "TagRole", "UntagRole", "TagOpenIDConnectProvider", "UntagOpenIDConnectProvider",
            "ConfirmSubscription", "CreateChangeSet", "DeleteChangeSet", "DetectStackDrift", "DetectStackResourceDrift", "DetectStackSetDrift");

    /// <summary>How the names of calls that remove or disable something begin.</summary>
    public static byte[][] Removals { get; } =
        Names("Delete", "Disable", "Remove", "Stop", "Detach", "Disassociate", "Deregister", "Deactivate", "Deauthorize", "Unsubscribe", "Purge", "ScheduleKeyDeletion", "CancelMessageMove");

    public static byte[][] Names(params string[] names) => [.. names.Select(Encoding.UTF8.GetBytes)];
}
