namespace RootWatch.Detection.Tests;

/// <summary>What the detector makes of the samples.</summary>
internal static class Detected
{
    public static Finding In(string sample) => Detector.Detect(Sample.Record(sample)).ShouldNotBeNull();
}
