using RootWatch.Detection.Activities;
using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.Counters;
using RootWatch.Detection.History;
using RootWatch.Detection.Signals;

namespace RootWatch.Detection;

/// <summary>Assesses one record in its circumstances.</summary>
internal static class Assessor
{
    public static Finding Assess(Circumstances c)
    {
        if (c.Record.IsLate)
        {
            return Late(c);
        }

        var context = ContextSignals.For(c);

        // No person made the call, so it is quiet, unless it is something that no service does by itself.
        if (QuietSignals.For(c.Record.Identity) is { } quiet)
        {
            return IsLoud(c, context)
                ? Finding(c, c.Entry.Activity, c.Entry.ToSignal(c.Record), [quiet, .. context])
                : Finding(c, QuietActivity(c.Record.Identity) ?? c.Entry.Activity, quiet, context);
        }

        var (act, reason) = Act(c);
        List<Signal> others = reason is null ? context : [reason, .. context];
        AddReached(others, c.Session, new CountedAct(c.Record, c.Entry.Activity, act, IsPlanned: reason is not null));
        return Finding(c, c.Entry.Activity, act, others);
    }

    private static void AddReached(List<Signal> signals, SessionState session, CountedAct act)
    {
        foreach (var counter in AllCounters.All)
        {
            if (counter.SignalOf(session.TallyOf(counter), act) is { } reached)
            {
                signals.Add(reached);
            }
        }
    }

    // A centralized root session is assessed by its task only: it was issued for what the task covers.
    private static bool IsLoud(Circumstances c, List<Signal> context) =>
        c.Record.Identity switch
        {
            RootIdentity.Inconsistent => false,
            RootIdentity.AssumedRootSession => context.Exists(signal => signal.Id == "outside-task-policy"),
            _ => c.Entry.EvenByService,
        };

    /// <summary>What was done, as the policy and the declared windows see it.</summary>
    private static (Signal Act, Signal? Reason) Act(Circumstances c)
    {
        var act = c.Entry.ToSignal(c.Record);
        var severity = c.Policy.SeverityOf(c) ?? act.Severity;
        if (c.Entry.NoSettingSilences)
        {
            return (AsBad(act, Worse(severity, act.Severity)), null);
        }

        var reason = c.Policy.Expects(c) is { } window ? PolicySignals.Expected(window)
            : c.Policy.Allows(c) is { } rule ? PolicySignals.Allowed(rule)
            : null;
        return reason is null
            ? (AsBad(act, c.Entry.MustBeNamed ? Worse(severity, act.Severity) : severity), null)
            : (act with { Assessment = Assessment.Expected, Severity = Better(severity, Severity.Low) }, reason);
    }

    private static Signal AsBad(Signal act, Severity severity) => act.Severity == severity ? act : act with { Severity = severity };

    // It keeps its assessment, but as history: nobody is woken for it.
    private static Finding Late(Circumstances c)
    {
        var (finding, late) = (Assess(c with { Record = c.Record with { LateReason = null } }), QuietSignals.Late);
        return Finding(c, finding.Activity, AsHistory(finding.Act), [late, .. finding.Signals.Where(signal => signal != finding.Act).Select(AsHistory)]);
    }

    private static Signal AsHistory(Signal signal) => signal with { Severity = Severity.Informational };

    private static Activity? QuietActivity(RootIdentity identity) =>
        identity switch
        {
            RootIdentity.AssumedRootSession => Activity.AssumeRootSession,
            RootIdentity.Service or RootIdentity.AwsSupport or RootIdentity.ServiceEvent => Activity.ServiceActingForRoot,
            _ => null,
        };

    private static Severity Worse(Severity one, Severity other) => one > other ? one : other;

    private static Severity Better(Severity one, Severity other) => one < other ? one : other;

    // The strongest first; of equal ones the act, and then as they come.
    private static Finding Finding(Circumstances c, Activity activity, Signal act, List<Signal> others)
    {
        var signals = new List<Signal>(others.Count + 1) { act };
        foreach (var other in others)
        {
            var place = signals.Count;
            while (place > 0 && IsWorse(other, signals[place - 1]))
            {
                place--;
            }

            signals.Insert(place, other);
        }

        return new Finding(c.Record, activity, act, signals);
    }

    private static bool IsWorse(Signal one, Signal other) =>
        one.Severity > other.Severity || (one.Severity == other.Severity && one.Assessment > other.Assessment);
}
