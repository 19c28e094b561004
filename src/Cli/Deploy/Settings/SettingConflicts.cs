using System.Text.Json.Nodes;
using RootWatch.Cli.Aws;

namespace RootWatch.Cli.Deploy.Settings;

/// <summary>What cannot be right of several settings together.</summary>
internal static class SettingConflicts
{
    public static IEnumerable<string> In(IReadOnlyDictionary<string, string> values)
    {
        bool Has(string name) => values[name].Length > 0;
        if (Has("ROOTWATCH_UNITS") && !(Has("ROOTWATCH_MANAGEMENT_ACCOUNT") && Has("ROOTWATCH_MANAGEMENT_PROFILE")))
        {
            yield return "ROOTWATCH_UNITS needs ROOTWATCH_MANAGEMENT_ACCOUNT and ROOTWATCH_MANAGEMENT_PROFILE: who deploys over the organization.";
        }

        if (values["ROOTWATCH_TEAMS_VIA"] is "Graph" && !(Has("ROOTWATCH_GRAPH_CLIENT_ID") && Has("ROOTWATCH_GRAPH_TEAM_ID") && Has("ROOTWATCH_GRAPH_CHANNEL_ID")))
        {
            yield return "ROOTWATCH_TEAMS_VIA=Graph needs ROOTWATCH_GRAPH_CLIENT_ID, ROOTWATCH_GRAPH_TEAM_ID and ROOTWATCH_GRAPH_CHANNEL_ID.";
        }

        if (values["ROOTWATCH_DIRECT_ALARM"] is "true" && !Has("ROOTWATCH_DIRECT_ALARM_EMAIL") && !Has("ROOTWATCH_ALERT_EMAIL"))
        {
            yield return "ROOTWATCH_DIRECT_ALARM needs ROOTWATCH_DIRECT_ALARM_EMAIL or ROOTWATCH_ALERT_EMAIL.";
        }

        var global = Partition.GlobalRegionOf(values["ROOTWATCH_HUB_REGION"]);
        if (values["ROOTWATCH_EXCEPT_REGIONS"].Split(',').Contains(global, StringComparer.Ordinal))
        {
            yield return $"ROOTWATCH_EXCEPT_REGIONS may not name {global}: root's sign-ins are recorded there.";
        }

        foreach (var name in (JsonNode.Parse(values["ROOTWATCH_SETTINGS"])!.AsObject()).Select(setting => setting.Key).Where(BicepVariables.IsSetByTemplate))
        {
            yield return $"ROOTWATCH_SETTINGS may not set {name}: another setting of this file does.";
        }
    }
}
