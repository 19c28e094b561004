using System.Text;
using System.Text.Json;
using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.History;
using RootWatch.Detection.Policy;
using RootWatch.Detection.Response;

namespace RootWatch.Detection.Tests.Response;

/// <summary>An incident's findings, and the plan for it.</summary>
internal static class Incident
{
    /// <summary>What the detector finds in the records, one account's history long.</summary>
    public static List<Finding> Of(params IEnumerable<RootRecord> records)
    {
        var history = AccountHistory.Empty;
        List<Finding> findings = [];
        foreach (var record in records)
        {
            var added = history.Add(record, arrived: null, DetectionPolicy.None);
            history = added.History;
            findings.Add(added.Finding);
        }

        return findings;
    }

    /// <summary>A record of root's call, as CloudTrail writes it.</summary>
    public static RootRecord Call(string source, string name, object? request = null, object? response = null, string? error = null, string region = "eu-west-1", DateTimeOffset? at = null)
    {
        var record = new
        {
            eventVersion = "1.11",
            userIdentity = new { type = "Root", principalId = TestData.Account, arn = $"arn:aws:iam::{TestData.Account}:root", accountId = TestData.Account, accessKeyId = "ASIAIOSFODNN7EXAMPLE", sessionContext = new { attributes = new { creationDate = "2026-11-20T08:00:00Z", mfaAuthenticated = "true" } } },
            eventTime = at ?? TestData.Morning,
            eventSource = $"{source}.amazonaws.com",
            eventName = name,
            awsRegion = region,
            sourceIPAddress = TestData.Elsewhere,
            userAgent = "aws-cli/2.31",
            errorCode = error,
            requestParameters = request,
            responseElements = response,
            eventID = $"{source} {name} {request?.GetHashCode()} {at:O}",
            recipientAccountId = TestData.Account,
        };
        return Detector.Read(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(record, Written))).ShouldNotBeNull();
    }

    private static readonly JsonSerializerOptions Written = new() { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };

    public static ResponsePlan PlanOf(params IEnumerable<RootRecord> records) => ResponsePlan.Of(Of(records), TestData.Account, "aws", isManagement: false);

    public static PlannedStep Step(this ResponsePlan plan, string id) => plan.Steps.SingleOrDefault(step => step.Id == id).ShouldNotBeNull($"{id} is not among {string.Join(", ", plan.Steps.Select(step => step.Id))}");

    public static IEnumerable<string> Lines(this PlannedStep step) => step.Commands.Select(command => command.ToShell());
}
