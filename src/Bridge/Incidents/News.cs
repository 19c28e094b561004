using System.Globalization;
using RootWatch.Detection;
using RootWatch.Detection.Effects;
using RootWatch.Detection.Signals;

namespace RootWatch.Bridge.Incidents;

/// <summary>A finding that people must hear of, and its incident. The other findings only update theirs.</summary>
/// <param name="Finding">The finding.</param>
/// <param name="Incident">Its incident as it is now.</param>
public sealed record News(Finding Finding, Incident Incident)
{
    private const int Enough = 2;
    private const int Much = 6;

    /// <param name="state">What people have been told of the finding's incident.</param>
    /// <param name="finding">The finding.</param>
    public static bool Is(NotificationState state, Finding finding) =>
        state.Acknowledgement is { } known && finding.Severity <= known.Severity && finding.Assessment <= known.Assessment ? false
        : finding.Severity > Severity.Informational
            ? finding.Severity > state.Severity || (finding.Assessment > state.Assessment && finding.Severity >= Severity.Medium) || finding.Signals.Any(signal => IsNewKind(state, finding, signal))
            : IsHistoryToTell(state, finding);

    // A threshold is news once. Routine signals (a look, a sign-in step) are no news by themselves, however many kinds there are; nor is one more
    // thing that somebody should look at today, once people have been told of some. Harm is, whatever came before it; the
    // same harm in one more service no longer is, once they have been told of much.
    private static bool IsNewKind(NotificationState state, Finding finding, Signal signal) =>
        signal.Threshold is { } threshold ? !state.Signals.Any(key => ThresholdIn(key, signal.Id) >= threshold)
        : !signal.IsStanding && !state.Signals.Contains(KeyOf(finding, signal))
        && (signal == finding.Act && state.News >= Much ? IsHarm(finding.Effect) && !state.Signals.Contains(KeyOf(finding.Effect))
            : signal.Severity >= Severity.High || (signal.Severity == Severity.Medium && (state.News < Enough || (signal == finding.Act && IsHarm(finding.Effect)))));

    /// <summary>What a finding tells: its act in its service, its effect anywhere, and the circumstances anywhere.</summary>
    public static IEnumerable<string> KeysOf(Finding finding) => finding.Signals.Select(signal => KeyOf(finding, signal)).Append(KeyOf(finding.Effect));

    // One caller takes one account after the other: each is news.
    private static string KeyOf(Finding finding, Signal signal) =>
        signal.Threshold is { } threshold ? string.Create(CultureInfo.InvariantCulture, $"{signal.Id}:{threshold}")
        : signal != finding.Act ? signal.Id
        : finding.Record.Target?.Account is { } account && signal.Severity >= Severity.High ? $"{signal.Id}@{account}"
        : $"{signal.Id}@{finding.Record.EventSource}";

    // A record that comes late may move the one that reaches a threshold.
    private static int? ThresholdIn(string key, string id) =>
        key.Length > id.Length && key[id.Length] == ':' && key.StartsWith(id, StringComparison.Ordinal) ? int.Parse(key.AsSpan(id.Length + 1), CultureInfo.InvariantCulture) : null;

    private static string KeyOf(Effect effect) => $"effect:{effect}";

    private static bool IsHarm(Effect effect) =>
        effect is Effect.Expose or Effect.CreateCredential or Effect.Persist or Effect.TakeProtectionOff or Effect.Destroy or Effect.ChangeOrganization or Effect.ChangeDomain or Effect.CommitMoney;

    // A late record wakes nobody; yet what is never normal must not pass in silence because AWS delivered it late.
    private static bool IsHistoryToTell(NotificationState state, Finding finding) =>
        finding.Record.IsLate && finding.Assessment > state.Assessment && finding.Assessment == Assessment.Anomalous;
}
