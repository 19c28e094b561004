using RootWatch.Bridge.Callers;
using RootWatch.Bridge.Enrichment;
using RootWatch.Bridge.Heartbeat;
using RootWatch.Bridge.Ingestion;
using RootWatch.Bridge.Links;
using RootWatch.Bridge.Notifications;
using RootWatch.Bridge.Notifications.Sns;
using RootWatch.Bridge.Notifications.Teams;
using RootWatch.Bridge.Notifications.Teams.Graph;
using RootWatch.Bridge.Notifications.Teams.Workflows;
using RootWatch.Bridge.Reconciliation;
using RootWatch.Bridge.Storage.AzureTables;
using RootWatch.Bridge.Telemetry;

namespace RootWatch.Bridge.Tests;

public sealed class SettingsPageTests
{
    public static TheoryData<string> Settings { get; } =
    [
        .. Named<DetectionOptions>(DetectionOptions.SectionName),
        .. Named<LedgerOptions>(LedgerOptions.SectionName),
        .. Named<NotificationOptions>(NotificationOptions.SectionName),
        .. Named<AccountOptions>(AccountOptions.SectionName),
        .. Named<GeoLite2Options>(GeoLite2Options.SectionName),
        .. Named<HeartbeatOptions>(HeartbeatOptions.SectionName),
        .. Named<TelemetryOptions>(TelemetryOptions.SectionName),
        .. Named<EntraOptions>(EntraOptions.SectionName),
        .. Named<ReconcileOptions>(ReconcileOptions.SectionName),
        .. Named<LinkOptions>(LinkOptions.SectionName),
        .. Named<SnsOptions>(SnsOptions.SectionName),
        .. Named<AwsOptions>(AwsOptions.SectionName),
        .. Named<WorkflowOptions>("Teams:Workflow"),
        .. Named<GraphOptions>("Teams:Graph"),
        $"{TeamsOptions.SectionName}:{nameof(TeamsOptions.Via)}",
        $"{TeamsOptions.SectionName}:{nameof(TeamsOptions.OnCall)}",
    ];

    [Theory]
    [MemberData(nameof(Settings))]
    public void Every_setting_is_on_the_page(string setting) =>
        File.ReadAllText(Repository.PathOf("docs/settings.md")).ShouldContain($"| `{setting}` |", Case.Sensitive);

    private static IEnumerable<string> Named<T>(string section) => typeof(T).GetProperties().Select(property => $"{section}:{property.Name}");
}
