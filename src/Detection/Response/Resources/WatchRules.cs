using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.Requests;
using static RootWatch.Detection.Response.Resources.ResourceChange;
using static RootWatch.Detection.Response.Resources.ResourceKind;

namespace RootWatch.Detection.Response.Resources;

/// <summary>What logs, detects, alerts and protects.</summary>
internal static class WatchRules
{
    public static IReadOnlyList<ResourceRule> All { get; } =
    [
        new(TrailLogging, Removed, "cloudtrail: StopLogging", "request.name"),
        new(TrailLogging, Made, "cloudtrail: StartLogging", "request.name"),
        new(Trail, Removed, "cloudtrail: DeleteTrail", "request.name"),
        new(Trail, Made, "cloudtrail: CreateTrail", "response.name|request.name"),
        new(TrailSettings, Changed, "cloudtrail: PutEventSelectors", "request.trailName") { When = Weakens },
        new(TrailSettings, Changed, "cloudtrail: UpdateTrail", "request.name") { When = Weakens },
        new(ConfigRecording, Removed, "config: StopConfigurationRecorder", "request.configurationRecorderName"),
        new(ConfigRecording, Made, "config: StartConfigurationRecorder", "request.configurationRecorderName"),
        new(ConfigRecorder, Removed, "config: DeleteConfigurationRecorder", "request.configurationRecorderName"),
        new(ConfigRecorder, Made, "config: PutConfigurationRecorder", "request.configurationRecorder.name") { When = static facts => !Weakens(facts) },
        new(GuardDutyDetector, Removed, "guardduty: DeleteDetector", "request.detectorId"),
        new(GuardDutyDetector, Made, "guardduty: CreateDetector", "response.detectorId"),
        new(GuardDutyFindings, Removed, "guardduty: UpdateDetector", "request.detectorId") { If = "request.enable=false" },
        new(GuardDutyFindings, Made, "guardduty: UpdateDetector", "request.detectorId") { If = "request.enable=true" },
        new(SecurityHub, Removed, "securityhub: DisableSecurityHub"),
        new(SecurityHub, Made, "securityhub: EnableSecurityHub"),
        new(Macie, Removed, "macie2: DisableMacie"),
        new(Macie, Made, "macie2: EnableMacie"),
        new(Inspector, Removed, "inspector2: Disable"),
        new(Inspector, Made, "inspector2: Enable"),
        new(Analyzer, Removed, "access-analyzer: DeleteAnalyzer", "request.analyzerName"),
        new(Analyzer, Made, "access-analyzer: CreateAnalyzer", "request.analyzerName"),
        new(EventRule, Removed, "events: DisableRule", "request.name") { Owner = "request.eventBusName" },
        new(EventRule, Made, "events: EnableRule", "request.name") { Owner = "request.eventBusName" },
        new(AlarmActions, Removed, "monitoring: DisableAlarmActions", "request.alarmNames"),
        new(AlarmActions, Made, "monitoring: EnableAlarmActions", "request.alarmNames"),
        new(EbsEncryption, Removed, "ec2: DisableEbsEncryptionByDefault"),
        new(EbsEncryption, Made, "ec2: EnableEbsEncryptionByDefault"),
        new(SnapshotPublicAccessBlock, Removed, "ec2: DisableSnapshotBlockPublicAccess"),
        new(SnapshotPublicAccessBlock, Made, "ec2: EnableSnapshotBlockPublicAccess"),
        new(ImagePublicAccessBlock, Removed, "ec2: DisableImageBlockPublicAccess"),
        new(ImagePublicAccessBlock, Made, "ec2: EnableImageBlockPublicAccess"),
    ];

    private static bool Weakens(RequestFacts facts) => facts.Protection == ProtectionChange.Weakened;
}
