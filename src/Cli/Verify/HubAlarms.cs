using System.Xml.Linq;
using RootWatch.Simulator.Aws;

namespace RootWatch.Cli.Verify;

/// <summary>Looks at the hub's alarms: all there, heard by somebody, and none raised.</summary>
internal sealed class HubAlarms(AwsApi aws, ExpectedDeployment expected)
{
    public static readonly IReadOnlyList<string> Alarms =
    [
        "rootwatch-dead-letters", "rootwatch-dead-letters-age", "rootwatch-tampering-dead-letters", "rootwatch-nothing-delivered", "rootwatch-sent-to-dead-letters",
        "rootwatch-lost-dead-letters", "rootwatch-retried-invocations", "rootwatch-undelivered-notifications", "rootwatch-still-raised",
    ];

    private const string Redeploy = "Deploy hub.yaml again.";

    private string Where => $"hub {expected.HubRegion}";

    public async Task<Check> LookAsync(CancellationToken cancellationToken)
    {
        var answer = await aws.QueryAsync("monitoring", expected.HubRegion, "2010-08-01", "DescribeAlarms", [("AlarmNamePrefix", "rootwatch-")], cancellationToken);
        var there = answer.Descendants("member").Where(member => member.Element("AlarmName") is not null).ToDictionary(alarm => alarm.Element("AlarmName")!.Value, StringComparer.Ordinal);
        var missing = Alarms.Where(alarm => !there.ContainsKey(alarm)).ToList();
        var mute = Alarms.Except(missing, StringComparer.Ordinal).Where(alarm => IsMute(there[alarm])).ToList();
        var raised = there.Values.Where(alarm => alarm.Element("StateValue")?.Value is "ALARM").Select(alarm => alarm.Element("AlarmName")!.Value).ToList();
        return missing.Count > 0 ? Check.Failed("alarms", Where, $"missing: {string.Join(", ", missing)}", Redeploy)
            : mute.Count > 0 ? Check.Failed("alarms", Where, $"tell nobody: {string.Join(", ", mute)}", Redeploy)
            : raised.Count > 0 ? Check.Failed("alarms", Where, $"raised: {string.Join(", ", raised)}", "docs/operations.md has a runbook for each.")
            : Check.Passed("alarms", Where, "all there, none raised");
    }

    private static bool IsMute(XElement alarm) =>
        alarm.Element("ActionsEnabled")?.Value is "false" || alarm.Element("AlarmActions") is not { HasElements: true };
}
