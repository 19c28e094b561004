using RootWatch.Bridge.Messages;
using RootWatch.Detection;
using RootWatch.Detection.Activities;
using RootWatch.Detection.History;

namespace RootWatch.Bridge.Incidents;

/// <summary>Says what happened in an incident in a sentence or two: how somebody came in, and the worst that was done. Our own words only.</summary>
internal static class Story
{
    private const string Root = "Root ";
    private const string WithoutMfa = "without MFA";
    private const int MostActs = 3;

    // What a circumstance adds to the way in, in this order.
    private static readonly (string Signal, string Words)[] Circumstances =
    [
        ("no-mfa", WithoutMfa),
        ("long-term-key", "with a long-term access key"),
        ("new-network", "from a network never seen before"),
        ("two-networks", "from two networks"),
        ("impossible-pace", "from two places within an hour"),
        ("dormant-root", "after 90 days without use"),
        ("outside-window", "outside the declared window"),
        ("expected-window", "in a declared window"),
    ];

    /// <param name="known">The incident's findings, in the order in which they happened.</param>
    public static string Of(IReadOnlyList<Observation> known)
    {
        // What others did is the story only where root itself did nothing.
        var byRoot = known.Where(one => one.Finding.Act.Sentence.StartsWith(Root, StringComparison.Ordinal)).ToList();
        return byRoot.Count > 0 ? OfRoot(byRoot) + OfAws(known) : known.MaxBy(one => one.Finding.Severity)?.Finding.Act.Sentence ?? string.Empty;
    }

    // What AWS reports is added where it says more than that root was used.
    private static string OfAws(IReadOnlyList<Observation> known) =>
        known.Where(one => one.Finding is { Record.Alarm: not null, Assessment: > Assessment.Expected }).MaxBy(one => (one.Finding.Assessment, one.Finding.Severity)) is { } alarm ? $" {alarm.Finding.Act.Sentence}" : string.Empty;

    private static string OfRoot(List<Observation> known)
    {
        var signIn = known.Find(one => one.Finding is { Act.Id: "console-sign-in" or "aws-sign-in-anomaly", Record.Failed: false });
        var failures = known.Count(one => one.Finding.Activity == Activity.FailedSignIn);
        var acts = known.Where(one => one != signIn && !IsRoutine(one)).DistinctBy(one => one.Finding.Act.Sentence, StringComparer.Ordinal).ToList();
        var worst = acts.OrderByDescending(one => one.Finding.Act.Severity).Take(MostActs).ToHashSet();
        var clauses = acts.Where(worst.Contains).Select(Clause).ToList();
        if (acts.Count > worst.Count)
        {
            clauses.Add($"did {Phrases.Count(acts.Count - worst.Count, "more thing")}");
        }

        var manner = Manner(known);
        if (signIn is not null)
        {
            // Failures count from wherever they came.
            var before = Math.Max(failures, signIn.After.Failures.Count(failure => failure.At <= signIn.At));
            var wayIn = $"{Clause(signIn)}{manner}{(before > 0 ? $", after {Phrases.Count(before, "failed attempt")}" : string.Empty)}{SinceChange(signIn)}";
            return clauses.Count > 0 && wayIn.Contains(',', StringComparison.Ordinal)
                ? $"{Root}{wayIn}. It then {List(clauses)}."
                : $"{Root}{List([wayIn, .. clauses])}.";
        }

        if (clauses.Count > 0)
        {
            return $"{Root}{List(clauses)}{(manner.Length > 0 ? $",{manner}" : string.Empty)}.";
        }

        return failures > 0 ? $"Root tried to sign in to the console and failed{(failures > 1 ? $" {Phrases.Count(failures, "time")}" : string.Empty)}."
            : $"{Root}{Clause(known[0])}{manner}.";
    }

    // The way in already covers reads, steps of a sign-in and failures to sign in.
    private static bool IsRoutine(Observation one) =>
        one.Finding.Activity is Activity.Read or Activity.FailedSignIn || one.Finding.Act.Id is "sign-in-step" or "console-sign-in";

    private static string Manner(List<Observation> known)
    {
        var signals = known.SelectMany(one => one.Finding.Signals).Select(signal => signal.Id).ToHashSet(StringComparer.Ordinal);
        var manner = string.Join(", ", Circumstances.Where(circumstance => signals.Contains(circumstance.Signal)).Select(circumstance => circumstance.Words));
        return manner.Length == 0 ? string.Empty : $" {manner.Replace($"{WithoutMfa}, ", $"{WithoutMfa} ", StringComparison.Ordinal)}";
    }

    private static string Clause(Observation one) => one.Finding.Act.Sentence[Root.Length..].TrimEnd('.');

    private static string List(List<string> clauses) =>
        clauses.Count == 1 ? clauses[0] : $"{string.Join(", ", clauses.SkipLast(1))} and {clauses[^1]}";

    // The change that came last before the sign-in, in another session or by others.
    private static string SinceChange(Observation signIn) =>
        signIn.Finding.Signals.Any(static signal => signal.Id == "sign-in-after-change")
        && signIn.After.LockChanges.Where(change => change.At <= signIn.At).Select(change => change.At).DefaultIfEmpty().Max() is var changed && changed != default
            ? $", {AlertText.Span(signIn.At - changed)} after its credentials or limits were changed"
            : string.Empty;
}
