using RootWatch.Detection.CloudTrail;

namespace RootWatch.Detection.AwsAlarms;

/// <summary>Reads what AWS itself reports of root: GuardDuty's findings, Health's credential risks, Trusted Advisor's exposed keys.</summary>
internal static class AwsAlarmReader
{
    /// <summary>Null where it is about somebody else, or about something else.</summary>
    public static RootRecord? Read(ReadOnlySpan<byte> bytes)
    {
        using var document = RecordJson.Parse(bytes);
        var envelope = document.RootElement;

        // Nobody but AWS can put events with these sources.
        var alarm = envelope.Text("source")?.ToUpperInvariant() switch
        {
            "AWS.GUARDDUTY" => GuardDutyReader.Read(envelope),
            "AWS.HEALTH" => HealthReader.Read(envelope),
            "AWS.TRUSTEDADVISOR" => TrustedAdvisorReader.Read(envelope),
            _ => null,
        };
        return alarm?.EventId is "" ? alarm with { EventId = RootRecordReader.Hash(bytes) } : alarm;
    }
}
