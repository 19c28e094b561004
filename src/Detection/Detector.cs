using System.Text.Json;
using RootWatch.Detection.Activities;
using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.Signals;

namespace RootWatch.Detection;

/// <summary>
/// Tells whether a CloudTrail record concerns root, and what to think of it. Pure and deterministic: the
/// same bytes give the same finding. Safe to use from many threads.
/// </summary>
public static class Detector
{
    /// <summary>Reads one CloudTrail record.</summary>
    /// <param name="record">The record as UTF-8 JSON: an envelope's <c>detail</c>, or one of a log file's <c>Records</c>.</param>
    /// <returns>The finding; null where the record does not concern root, and then nothing is allocated.</returns>
    /// <exception cref="JsonException">The bytes are not JSON. A record that does not concern root may be left before its end is read.</exception>
    public static Finding? Detect(ReadOnlySpan<byte> record) =>
        RootGate.MayConcernRoot(record) && RootRecordReader.Read(record) is { } root ? Assess(root) : null;

    private static Finding Assess(RootRecord record)
    {
        var entry = Catalogue.Find(record);
        var context = ContextSignals.For(record, entry.Activity);
        if (QuietSignals.For(record.Identity) is not { } quiet)
        {
            return Finding(record, entry.Activity, entry.ToSignal(record), context);
        }

        // Nobody is at the keyboard, and that settles it, unless it is what no service does by itself.
        return entry.EvenByService && record.Identity != RootIdentity.Inconsistent
            ? Finding(record, entry.Activity, entry.ToSignal(record), [quiet, .. context])
            : Finding(record, QuietActivity(record.Identity) ?? entry.Activity, quiet, context);
    }

    private static Activity? QuietActivity(RootIdentity identity) =>
        identity switch
        {
            RootIdentity.AssumedRootSession => Activity.AssumeRootSession,
            RootIdentity.Service or RootIdentity.AwsSupport or RootIdentity.ServiceEvent => Activity.ServiceActingForRoot,
            _ => null,
        };

    private static Finding Finding(RootRecord record, Activity activity, Signal act, IEnumerable<Signal> others) =>
        new(record, activity, act, [.. others.Prepend(act).OrderByDescending(signal => signal.Severity).ThenByDescending(signal => signal.Assessment)]);
}
