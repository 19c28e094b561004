using static RootWatch.Detection.Response.Resources.ResourceChange;
using static RootWatch.Detection.Response.Resources.ResourceKind;
using static RootWatch.Detection.Response.ResponseActor;
using static RootWatch.Detection.Response.ResponsePhase;

namespace RootWatch.Detection.Response.Steps;

/// <summary>What keeps evidence, and then removes what costs money and what was left behind.</summary>
internal static class RemoveSteps
{
    public static IReadOnlyList<ResponseStep> All { get; } =
    [
        new("keep-records", KeepEvidence, "Keep the records", "CloudTrail's event history keeps 90 days, and nobody can change a copy that you hold.", Responder,
            "Not needed.", "The files hold the records of the incident.")
        {
            Note = "Global services record in the Region of the command; run it for every other Region of the incident, too. Keep what rootwatch scan read.",
            Commands = ["aws cloudtrail lookup-events --lookup-attributes AttributeKey=Username,AttributeValue=root"],
        },
        new("keep-machines", KeepEvidence, "Snapshot disks before you terminate machines", "Terminating a machine destroys its disks.", Administrator,
            "Delete the snapshots.", "The snapshots' state is completed.")
        {
            IsUrgent = true, Note = "Memory is lost with the machine; take it first where it matters and the machine can be isolated meanwhile.",
            Targets = [new(Instance, Made, "aws ec2 create-snapshots --region @region --instance-specification InstanceId=@id --description 'Evidence of an incident'") { CheckCommands = ["aws ec2 describe-snapshots --region @region --owner-ids self"] }],
        },
        new("terminate-machines", Remove, "Terminate machines", "Machines that root started cost money and may attack others.", Administrator,
            "It cannot be undone; keep the disks first.", "The instances' state is terminated, in every Region.")
        {
            IsUrgent = true,
            Targets =
            [
                new(SpotRequest, Made, "aws ec2 cancel-spot-instance-requests --region @region --spot-instance-request-ids @ids") { CheckCommands = ["aws ec2 describe-spot-instance-requests --region @region --spot-instance-request-ids @ids"] },
                new(SpotFleet, Made, "aws ec2 cancel-spot-fleet-requests --region @region --spot-fleet-request-ids @ids --terminate-instances") { CheckCommands = ["aws ec2 describe-spot-fleet-requests --region @region --spot-fleet-request-ids @ids"] },
                new(Fleet, Made, "aws ec2 delete-fleets --region @region --fleet-ids @ids --terminate-instances") { CheckCommands = ["aws ec2 describe-fleets --region @region --fleet-ids @ids"] },
                new(AutoScalingGroup, Made, "aws autoscaling delete-auto-scaling-group --region @region --auto-scaling-group-name @id --force-delete") { CheckCommands = ["aws autoscaling describe-auto-scaling-groups --region @region --auto-scaling-group-names @id"] },
                new(ContainerService, Made, "aws ecs delete-service --region @region --cluster @owner --service @id --force") { CheckCommands = ["aws ecs describe-services --region @region --cluster @owner --services @id"] },
                new(Instance, Made,
                    "aws ec2 modify-instance-attribute --region @region --instance-id @id --no-disable-api-termination",
                    "aws ec2 terminate-instances --region @region --instance-ids @ids") { CheckCommands = ["aws ec2 describe-instances --region @region --instance-ids @ids --query Reservations[].Instances[].State.Name"] },
            ],
        },
        new("stop-machines", Remove, "Stop machines that root started again", "They were there before, and an administrator can start them when they are needed.", Administrator,
            "Start them again.", "The instances' state is stopped.")
        {
            Targets = [new(Instance, Changed, "aws ec2 stop-instances --region @region --instance-ids @ids") { CheckCommands = ["aws ec2 describe-instances --region @region --instance-ids @ids --query Reservations[].Instances[].State.Name"] }],
        },
        new("delete-functions", Remove, "Delete functions", "Its code is the intruder's.", Administrator, "It cannot be undone; download its code first.", "The function is no longer listed.")
        {
            Note = "aws lambda get-function gives a link to its code.",
            Targets = [new(Function, Made, "aws lambda delete-function --region @region --function-name @id") { CheckCommands = ["aws lambda list-functions --region @region"] }],
        },
        new("delete-access-keys", Remove, "Delete access keys of users", "A deactivated key can be activated again.", Administrator, "It cannot be undone; create a new key.", "The key is no longer listed.")
        {
            Targets = [new(AccessKey, Made, "aws iam delete-access-key --user-name @owner --access-key-id @id") { CheckCommands = ["aws iam list-access-keys --user-name @owner"] }],
        },
        new("delete-identities", Remove, "Delete users, groups and roles that root created", "They were created by the intruder, and nothing else needs them.", Administrator,
            "It cannot be undone; create them again.", "They no longer exist: NoSuchEntity.")
        {
            Note = "A user is deleted once it has no key, password, policy, group or device; a role once it has no policy and no instance profile.",
            Targets =
            [
                new(User, Made, "aws iam delete-user --user-name @id") { CheckCommands = ["aws iam get-user --user-name @id"] },
                new(Group, Made, "aws iam delete-group --group-name @id") { CheckCommands = ["aws iam get-group --group-name @id"] },
                new(Role, Made, "aws iam delete-role-policy --role-name @id --policy-name RootWatchDenyAll", "aws iam delete-role --role-name @id") { CheckCommands = ["aws iam get-role --role-name @id"] },
                new(UserMfaDevice, Made, "aws iam deactivate-mfa-device --user-name @owner --serial-number @id", "aws iam delete-virtual-mfa-device --serial-number @id") { CheckCommands = ["aws iam list-mfa-devices --user-name @owner"] },
            ],
        },
        new("remove-mail-identities", Remove, "Remove mail identities", "Mail could go out in their name again.", Administrator, "Verify the identity again.", "The identity is no longer listed.")
        {
            Targets = [new(MailIdentity, Made, "aws sesv2 delete-email-identity --region @region --email-identity @id") { CheckCommands = ["aws sesv2 list-email-identities --region @region"] }],
        },
        new("return-commitments", Remove, "Return what was bought", "It is owed for months or years.", Administrator, "Buy it again.", "The plan's state is returned, or AWS Support confirms it.")
        {
            IsForUnknownActions = true, Note = "A savings plan can be returned for 7 days, within the same month. For reservations and subscriptions ask AWS Support.",
            Targets = [new(SavingsPlan, Made, "aws savingsplans return-savings-plan --savings-plan-id @id") { CheckCommands = ["aws savingsplans describe-savings-plans --savings-plan-ids @id"] }],
        },
        new("disable-regions", Remove, "Disable Regions", "Nobody watches a Region that is not in use.", Administrator, "Enable the Region again.", "The Region's status is DISABLED.")
        {
            Note = "Remove what runs in the Region first. It keeps running and costing money after the Region is disabled.",
            Targets = [new(EnabledRegion, Made, "aws account disable-region --region-name @id") { CheckCommands = ["aws account get-region-opt-status --region-name @id"] }],
        },
        new("close-member-accounts", Remove, "Close accounts that root created", "Each new account has its own limits and its own root.", ManagementAccount, "AWS Support reopens an account for 90 days.", "The account's status is SUSPENDED.")
        {
            Targets = [new(MemberAccount, Made, "aws organizations close-account --account-id @id") { CheckCommands = ["aws organizations describe-account --account-id @id"] }],
        },
    ];
}
