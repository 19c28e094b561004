using System.Text.Json;
using RootWatch.Detection.Response;

namespace RootWatch.Detection.Tests.Response.Plans;

/// <summary>The plan for the worst incident of each attack, as people read it.</summary>
public sealed class ApprovedPlanTests
{
    public static TheoryData<string> Attacks { get; } = [.. Effort.Each(StoryFile.Names.Where(name => name.StartsWith("attack-", StringComparison.Ordinal)))];

    [Theory]
    [MemberData(nameof(Attacks))]
    public void The_plan_says_what_to_do(string story)
    {
        var findings = WorstIncident(story);

        var plan = ResponsePlan.Of(findings, findings[0].Record.Account, findings[0].Record.Partition, isManagement: false);

        var doNow = string.Concat(plan.MostUrgent(3).Select(title => $"- {title}\n"));
        Approved.ShouldMatch($"Do now:\n\n{doNow}\n{ResponseMarkdown.Of(plan)}", $"tests/Detection.Tests/Response/Plans/{story}.md");
    }

    [Fact]
    public void The_management_account_has_its_own_plan()
    {
        var findings = WorstIncident("attack-persistence");

        var plan = ResponsePlan.Of(findings, findings[0].Record.Account, findings[0].Record.Partition, isManagement: true);

        Approved.ShouldMatch(ResponseMarkdown.Of(plan), "tests/Detection.Tests/Response/Plans/management-account.md");
    }

    [Fact]
    public void The_script_prints_and_asks()
    {
        var findings = WorstIncident("attack-persistence");

        var plan = ResponsePlan.Of(findings, findings[0].Record.Account, findings[0].Record.Partition, isManagement: false);

        Approved.ShouldMatch(ResponseScript.Of(plan), "tests/Detection.Tests/Response/Plans/attack-persistence.sh");
    }

    // What rootwatch scan prints of the story says which incident each record is of.
    private static List<Finding> WorstIncident(string story)
    {
        var incidents = File.ReadLines(Path.ChangeExtension(StoryFile.PathOf(story), ".expected.jsonl")).Select(line => JsonDocument.Parse(line).RootElement)
            .ToDictionary(line => line.GetProperty("eventId").GetString()!, line => line.GetProperty("incidentId").GetString()!, StringComparer.Ordinal);
        return Story.Records(story).OrderBy(record => record.EventTime).GroupBy(record => record.Account, StringComparer.Ordinal).SelectMany(account => Incident.Of(account))
            .Where(finding => incidents.ContainsKey(finding.Record.EventId)).GroupBy(finding => incidents[finding.Record.EventId], StringComparer.Ordinal)
            .OrderByDescending(incident => (incident.Max(finding => finding.Assessment), incident.Max(finding => finding.Severity), incident.Count())).First().ToList();
    }
}
