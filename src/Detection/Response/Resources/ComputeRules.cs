using static RootWatch.Detection.Response.Resources.ResourceChange;
using static RootWatch.Detection.Response.Resources.ResourceKind;

namespace RootWatch.Detection.Response.Resources;

/// <summary>Machines, functions, mail and other things that cost money or run code.</summary>
internal static class ComputeRules
{
    public static IReadOnlyList<ResourceRule> All { get; } =
    [
        new(Instance, Made, "ec2: RunInstances", "response.instancesSet.items.instanceId"),
        new(Instance, Changed, "ec2: StartInstances", "request.instancesSet.items.instanceId"),
        new(Instance, Removed, "ec2: TerminateInstances", "request.instancesSet.items.instanceId"),
        new(SpotRequest, Made, "ec2: RequestSpotInstances", "response.spotInstanceRequestSet.items.spotInstanceRequestId"),
        new(SpotRequest, Removed, "ec2: CancelSpotInstanceRequests", "request.spotInstanceRequestIdSet.items.spotInstanceRequestId"),
        new(SpotFleet, Made, "ec2: RequestSpotFleet", "response.spotFleetRequestId"),
        new(Fleet, Made, "ec2: CreateFleet", "response.fleetId|response.CreateFleetResponse.fleetId"),
        new(KeyPair, Made, "ec2: CreateKeyPair ImportKeyPair", "response.keyName|request.keyName"),
        new(KeyPair, Removed, "ec2: DeleteKeyPair", "request.keyName"),
        new(AutoScalingGroup, Made, "autoscaling: CreateAutoScalingGroup", "request.autoScalingGroupName"),
        new(AutoScalingGroup, Removed, "autoscaling: DeleteAutoScalingGroup", "request.autoScalingGroupName"),
        new(ContainerService, Made, "ecs: CreateService", "request.serviceName") { Owner = "request.cluster" },
        new(ContainerService, Removed, "ecs: DeleteService", "request.service") { Owner = "request.cluster" },
        new(Function, Made, "lambda: CreateFunction", "request.functionName"),
        new(Function, Removed, "lambda: DeleteFunction", "request.functionName"),
        new(FunctionUrl, Made, "lambda: CreateFunctionUrlConfig UpdateFunctionUrlConfig", "request.functionName"),
        new(FunctionUrl, Removed, "lambda: DeleteFunctionUrlConfig", "request.functionName"),
        new(FunctionPermission, Made, "lambda: AddPermission", "request.statementId") { Owner = "request.functionName" },
        new(FunctionPermission, Removed, "lambda: RemovePermission", "request.statementId") { Owner = "request.functionName" },
        new(MailSending, Made, "ses: SendEmail SendRawEmail SendBulkEmail SendBulkTemplatedEmail SendTemplatedEmail PutAccountDetails PutAccountSendingAttributes"),
        new(MailSending, Made, "ses: UpdateAccountSendingEnabled") { If = "request.enabled=true" },
        new(MailSending, Removed, "ses: UpdateAccountSendingEnabled") { If = "request.enabled=false" },
        new(MailIdentity, Made, "ses: CreateEmailIdentity VerifyDomainIdentity", "request.emailIdentity|request.domain"),
        new(MailIdentity, Removed, "ses: DeleteEmailIdentity DeleteIdentity", "request.emailIdentity|request.identity"),
        new(SavingsPlan, Made, "savingsplans: CreateSavingsPlan", "response.savingsPlanId"),
        new(SavingsPlan, Removed, "savingsplans: ReturnSavingsPlan", "request.savingsPlanId"),
        new(EnabledRegion, Made, "account: EnableRegion", "request.regionName"),
        new(EnabledRegion, Removed, "account: DisableRegion", "request.regionName"),
    ];
}
