using RootWatch.Detection;
using RootWatch.Detection.Signals;

namespace RootWatch.Bridge.Incidents;

/// <summary>A finding that people must hear of, and its incident. The other findings only update theirs.</summary>
/// <param name="Finding">The finding.</param>
/// <param name="Incident">Its incident as it is now.</param>
public sealed record News(Finding Finding, Incident Incident)
{
    private const int Enough = 4;

    /// <param name="told">What people have been told of the finding's incident.</param>
    /// <param name="finding">The finding.</param>
    public static bool Is(Told told, Finding finding) =>
        told.Acknowledgement is { } known && finding.Severity <= known.Severity && finding.Assessment <= known.Assessment ? false
        : finding.Severity > Severity.Informational
            ? finding.Severity > told.Severity || finding.Assessment > told.Assessment || finding.Signals.Any(signal => IsNewKind(told, signal))
            : IsHistoryToTell(told, finding);

    // Routine signals (a read, a sign-in step) are no news by themselves, however many kinds there are; nor is one more
    // thing that somebody should look at today, once people have been told of some.
    private static bool IsNewKind(Told told, Signal signal) =>
        !signal.IsStanding && !told.Signals.Contains(signal.Id)
        && (signal.Severity >= Severity.High || (signal.Severity == Severity.Medium && told.News < Enough));

    // A late record wakes nobody; yet what is never normal must not pass in silence because AWS delivered it late.
    private static bool IsHistoryToTell(Told told, Finding finding) =>
        finding.Record.IsLate && finding.Assessment > told.Assessment && finding.Assessment == Assessment.Anomalous;
}
