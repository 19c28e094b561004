using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.History;
using RootWatch.Detection.Policy;

namespace RootWatch.Detection.Tests;

/// <summary>What the detector makes of the samples.</summary>
internal static class SampleFindings
{
    public static Finding In(string sample) => Try(sample).ShouldNotBeNull();

    public static Finding? Try(string sample) =>
        sample.Contains("sign-in-anomaly-alert", StringComparison.Ordinal) ? First(Detector.ReadSignInAlert(Sample.Envelope(sample)))
        : sample.Contains("-alarm-", StringComparison.Ordinal) ? First(Detector.ReadAwsAlarm(Sample.Envelope(sample)))
        : Detector.Detect(Sample.Record(sample));

    private static Finding? First(RootRecord? record) => record is null ? null : AccountHistory.Empty.Add(record, arrived: null, DetectionPolicy.None).Finding;
}
