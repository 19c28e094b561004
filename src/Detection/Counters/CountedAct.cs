using RootWatch.Detection.Activities;
using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.Effects;
using RootWatch.Detection.Signals;

namespace RootWatch.Detection.Counters;

/// <summary>An act as the counters see it.</summary>
/// <param name="Record">Its record.</param>
/// <param name="Activity">What kind of root use it is.</param>
/// <param name="Signal">What was done, as the policy sees it.</param>
/// <param name="IsPlanned">A declared window or an allow rule covers it.</param>
internal readonly record struct CountedAct(RootRecord Record, Activity Activity, Signal Signal, bool IsPlanned)
{
    // Every counter asks for these.
    public Effect Effect { get; } = EffectClassifier.Classify(Record);

    public AwsAction Action { get; } = AwsActions.Find(Record.EventSource, Record.EventName);

    public static CountedAct Of(Finding finding) =>
        new(finding.Record, finding.Activity, finding.Act, finding.Signals.Any(static signal => signal.Id is PolicySignals.ExpectedId or PolicySignals.AllowedId));
}
