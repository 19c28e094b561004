using RootWatch.Bridge.Heartbeat;
using RootWatch.Bridge.Messages;
using RootWatch.Bridge.Recording;
using RootWatch.Detection;

namespace RootWatch.Bridge.Regions;

/// <summary>The words of notices about a region that was enabled or disabled.</summary>
internal static class RegionNotices
{
    /// <param name="change">What changed.</param>
    /// <param name="spoke">How the spoke stands there.</param>
    /// <returns>What is to be told; null where nothing is.</returns>
    public static Notice? Of(RegionChange change, CoverageState spoke) =>
        (change.Status, spoke) switch
        {
            (RegionStatus.Enabled, not CoverageState.Alive) => Enabled(change),
            (RegionStatus.Disabled, not CoverageState.NeverHeard) => Disabled(change),
            _ => null,
        };

    private static Notice Enabled(RegionChange change) =>
        Of(
            change,
            NoticeKind.RegionEnabled,
            Severity.Medium,
            $"Region {change.Place.Region} was enabled and has no spoke: {SilenceNotices.Consequence}",
            [
                "Deploy a spoke there. StackSets do not do it by themselves; docs/deploy.md says how.",
                "Ask who enabled the region. Attackers also do it, to work where nobody looks.",
            ]);

    private static Notice Disabled(RegionChange change) =>
        Of(
            change,
            NoticeKind.RegionDisabled,
            Severity.Informational,
            $"Region {change.Place.Region} was disabled, so its spoke will fall silent.",
            [$"If this is permanent, add {change.Place} to the setting Heartbeat:Retired, so that RootWatch no longer expects the spoke."]);

    private static Notice Of(RegionChange change, NoticeKind kind, Severity severity, string title, IEnumerable<string> lines) =>
        new(
            kind,
            $"system-region-{LedgerKeys.HashOf($"{change.Place} {change.Status} {change.Event}")}",
            severity,
            title,
            [new("Account", change.Place.Account), new("Region", change.Place.Region)],
            [.. lines])
        { Account = change.Place.Account };
}
