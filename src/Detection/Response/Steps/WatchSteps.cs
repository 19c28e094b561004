using static RootWatch.Detection.Response.Resources.ResourceChange;
using static RootWatch.Detection.Response.Resources.ResourceKind;
using static RootWatch.Detection.Response.ResponseActor;
using static RootWatch.Detection.Response.ResponsePhase;

namespace RootWatch.Detection.Response.Steps;

/// <summary>What brings back what logs, detects, alerts and protects.</summary>
internal static class WatchSteps
{
    private const string Selectors = """'[{"ReadWriteType":"All","IncludeManagementEvents":true}]'""";

    public static IReadOnlyList<ResponseStep> All { get; } =
    [
        new("restore-logging", Restore, "Restore CloudTrail logging", "Without a trail, nobody can follow what happens, and RootWatch gets no events.", Administrator,
            "Stop logging again.", "The trail logs: IsLogging is true.")
        {
            IsUrgent = true, Note = "Compare the trail with infrastructure as code: encryption, log file validation and data events are not restored here. The management account restores an organization's trail.",
            Targets =
            [
                new(TrailLogging, Removed, "aws cloudtrail start-logging --region @region --name @id") { CheckCommands = ["aws cloudtrail get-trail-status --region @region --name @id --query IsLogging"] },
                new(Trail, Removed,
                    "aws cloudtrail create-trail --region @region --name @id --s3-bucket-name '<bucket of the trail>' --is-multi-region-trail --enable-log-file-validation",
                    "aws cloudtrail start-logging --region @region --name @id") { CheckCommands = ["aws cloudtrail get-trail-status --region @region --name @id --query IsLogging"] },
                new(TrailSettings, Changed, $"aws cloudtrail put-event-selectors --region @region --trail-name @id --event-selectors {Selectors}") { CheckCommands = ["aws cloudtrail get-event-selectors --region @region --trail-name @id"] },
            ],
        },
        new("restore-guardduty", Restore, "Restore GuardDuty", "GuardDuty finds what else happens in the account.", Administrator,
            "Disable the detector.", "The detector's status is ENABLED.")
        {
            IsUrgent = true, Note = "In an organization, GuardDuty's administrator account adds the account again.",
            Targets =
            [
                new(GuardDutyDetector, Removed, "aws guardduty create-detector --region @region --enable") { CheckCommands = ["aws guardduty list-detectors --region @region"] },
                new(GuardDutyFindings, Removed, "aws guardduty update-detector --region @region --detector-id @id --enable") { CheckCommands = ["aws guardduty get-detector --region @region --detector-id @id --query Status"] },
            ],
        },
        new("restore-config", Restore, "Restore AWS Config", "Config's history shows how resources were before the incident, and what is changed next.", Administrator,
            "Stop the recorder again.", "The recorder records: recording is true.")
        {
            IsUrgent = true,
            Targets =
            [
                new(ConfigRecorder, Removed,
                    "aws configservice put-configuration-recorder --region @region --configuration-recorder 'name=@id,roleARN=<role of the recorder>' --recording-group allSupported=true,includeGlobalResourceTypes=true",
                    "aws configservice start-configuration-recorder --region @region --configuration-recorder-name @id") { CheckCommands = ["aws configservice describe-configuration-recorder-status --region @region"] },
                new(ConfigRecording, Removed, "aws configservice start-configuration-recorder --region @region --configuration-recorder-name @id") { CheckCommands = ["aws configservice describe-configuration-recorder-status --region @region"] },
            ],
        },
        new("restore-detection", Restore, "Restore Security Hub, Macie, Inspector and Access Analyzer", "They find what is open or attacked.", Administrator,
            "Disable it again.", "The service answers that it is enabled.")
        {
            Note = "In an organization, the service's administrator account adds the account again.",
            Targets =
            [
                new(SecurityHub, Removed, "aws securityhub enable-security-hub --region @region") { CheckCommands = ["aws securityhub describe-hub --region @region"] },
                new(Macie, Removed, "aws macie2 enable-macie --region @region") { CheckCommands = ["aws macie2 get-macie-session --region @region"] },
                new(Inspector, Removed, "aws inspector2 enable --region @region --resource-types EC2 ECR LAMBDA") { CheckCommands = ["aws inspector2 batch-get-account-status --region @region"] },
                new(Analyzer, Removed, "aws accessanalyzer create-analyzer --region @region --analyzer-name @id --type ACCOUNT") { CheckCommands = ["aws accessanalyzer list-analyzers --region @region"] },
            ],
        },
        new("restore-alarms", Restore, "Restore rules and alarms", "Without them, nobody is notified of what happens next.", Administrator,
            "Disable them again.", "The rule's state is ENABLED, or ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS for RootWatch's own; the alarm's actions are enabled.")
        {
            IsUrgent = true, IsForUnknownActions = true, Note = "Deploy what was deleted again, with the tool that made it. RootWatch's own rules come back with rootwatch deploy.",
            Targets =
            [
                new(EventRule, Removed, "aws events enable-rule --region @region --name @id --event-bus-name @owner") { CheckCommands = ["aws events describe-rule --region @region --name @id --event-bus-name @owner"] },
                new(AlarmActions, Removed, "aws cloudwatch enable-alarm-actions --region @region --alarm-names @id") { CheckCommands = ["aws cloudwatch describe-alarms --region @region --alarm-names @id"] },
            ],
        },
        new("redeploy-rootwatch", Restore, "Deploy RootWatch's part again", "A part of RootWatch was changed, and it may no longer get this account's events.", Administrator,
            "Not needed.", "rootwatch verify finds every part as it should be.")
        {
            IsUrgent = true, Note = "Run rootwatch deploy, then rootwatch verify.",
        },
        new("restore-protection", Restore, "Restore other protection", "What it protected is exposed to the next step of an attack.", Administrator,
            "Remove it again.", "The service shows it as it was.")
        {
            IsUrgent = true, IsForUnknownActions = true, Note = "Undo what the action did, in its service.",
            Targets =
            [
                new(EbsEncryption, Removed, "aws ec2 enable-ebs-encryption-by-default --region @region") { CheckCommands = ["aws ec2 get-ebs-encryption-by-default --region @region"] },
                new(BucketVersioning, Removed, "aws s3api put-bucket-versioning --region @region --bucket @id --versioning-configuration Status=Enabled") { CheckCommands = ["aws s3api get-bucket-versioning --region @region --bucket @id"] },
            ],
        },
        new("enable-mfa-delete", Restore, "Enable MFA delete again", "It keeps versions from being destroyed without root's MFA.", Root,
            "Disable it in the same way.", "MFADelete is Enabled.")
        {
            Note = "Root enables it with the CLI and a code of its MFA device: aws s3api put-bucket-versioning with --mfa. It cannot be done in the console.",
        },
    ];
}
