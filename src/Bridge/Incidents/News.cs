using RootWatch.Detection;

namespace RootWatch.Bridge.Incidents;

/// <summary>Decides which findings people must hear of. The rest only update their incident.</summary>
internal static class News
{
    /// <param name="before">The incident as it was before the finding was added to it.</param>
    /// <param name="finding">The finding.</param>
    public static bool Is(Incident before, Finding finding) =>
        finding.Severity > Severity.Informational
        && (finding.Severity > before.Severity || finding.Assessment > before.Assessment || HasNewKindOfSignal(before, finding));

    // Routine signals (a read, a sign-in step) are no news by themselves, however many kinds there are.
    private static bool HasNewKindOfSignal(Incident before, Finding finding) =>
        finding.Signals.Any(signal => signal.Severity >= Severity.Medium && !before.Signals.Contains(signal.Id));
}
