using RootWatch.Detection.History;
using RootWatch.Detection.Policy;

namespace RootWatch.Detection.Tests;

/// <summary>What the detector makes of the samples.</summary>
internal static class Detected
{
    public static Finding In(string sample) => Try(sample).ShouldNotBeNull();

    public static Finding? Try(string sample) =>
        sample.Contains("sign-in-anomaly-alert", StringComparison.Ordinal)
            ? Detector.ReadSignInAlert(Sample.Envelope(sample)) is { } alert ? AccountHistory.Empty.Add(alert, arrived: null, DetectionPolicy.None).Finding : null
            : Detector.Detect(Sample.Record(sample));
}
