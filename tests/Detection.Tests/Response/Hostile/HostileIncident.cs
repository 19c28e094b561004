using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.Requests;
using RootWatch.Detection.Response.Resources;

namespace RootWatch.Detection.Tests.Response.Hostile;

/// <summary>One record for each rule that reads a resource, with hostile texts wherever the rule reads.</summary>
internal static class HostileIncident
{
    private const int Texts = 6;

    // So that every rule reads, whatever it asks of the request.
    private static readonly RequestFacts[] AllFacts =
        [new(LetsIn: LetsIn.Everybody, Protection: ProtectionChange.Weakened, TargetUser: "victim"), new(Removes: true, Protection: ProtectionChange.Strengthened, TargetUser: "victim"), new(LetsIn: LetsIn.Everybody, Protection: ProtectionChange.Weakened)];

    private static readonly ResourceRule[] Rules = [.. new[] { IdentityRules.All, ComputeRules.All, DataRules.All, WatchRules.All, OrganizationRules.All }.SelectMany(rules => rules)];

    private static readonly Gen<string> OwnerOrHostile = Gen.Frequency((3, HostileText.Any), (1, Gen.Const("victim")));

    /// <summary>The records, and how many hostile texts they hold.</summary>
    public static Gen<(List<RootRecord> Records, int Count)> Any { get; } =
        Gen.Select(HostileText.Any.Array[Texts * Rules.Length], OwnerOrHostile.Array[2 * Rules.Length], HostileText.Any.Array[4], Gen.Int[0, AllFacts.Length - 1]).Select((ids, owners, fields, facts) =>
            (Rules.Index().Select(rule => RecordOf(rule.Item, ids.AsSpan(rule.Index * Texts, Texts), owners[2 * rule.Index], owners[(2 * rule.Index) + 1], fields, AllFacts[facts])).ToList(), ids.Length + owners.Count(owner => owner != "victim") + (fields.Length * Rules.Length)));

    private static RootRecord RecordOf(ResourceRule rule, ReadOnlySpan<string> ids, string owner, string detail, string[] fields, RequestFacts facts)
    {
        var name = rule.Events.Split(": ")[1].Split(' ')[0];
        var record = new JsonObject
        {
            ["eventTime"] = "2026-11-20T08:00:00Z",
            ["eventID"] = fields[0],
            ["eventSource"] = rule.Events.Split(": ")[0] + ".amazonaws.com",
            ["eventName"] = name,
            ["awsRegion"] = fields[1],
            ["recipientAccountId"] = TestData.Account,
            ["sourceIPAddress"] = "203.0.113.7",
            ["userIdentity"] = new JsonObject { ["type"] = "Root", ["accountId"] = TestData.Account, ["arn"] = $"arn:aws:iam::{TestData.Account}:root", ["accessKeyId"] = fields[2] },
            ["requestParameters"] = new JsonObject(),
            ["responseElements"] = new JsonObject(),
        };
        var texts = new JsonArray();
        foreach (var id in ids)
        {
            texts.Add(id);
        }

        Put(record, rule.DetailPaths, detail);
        Put(record, rule.OwnerPaths, owner);
        Put(record, rule.IdPaths, texts);
        if (rule.Condition is var (path, expected))
        {
            Put(record, path, expected);
        }

        var bytes = Encoding.UTF8.GetBytes(record.ToJsonString());
        var affects = AffectedResourceReader.Read(new RecordFields(bytes), ApiCall.Of((string)record["eventSource"]!, name), facts, new OwnAccounts(TestData.Account, TestData.Account, TestData.Account), AwsNames.Region(fields[1]));
        return Detector.Read(bytes).ShouldNotBeNull() with { Affects = affects, Caller = fields[3], EventTime = TestData.Morning };
    }

    private static void Put(JsonObject record, RecordPath[] paths, JsonNode text)
    {
        foreach (var path in paths)
        {
            var place = record[path.IsResponse ? "responseElements" : "requestParameters"]!.AsObject();
            foreach (var name in path.Names[..^1])
            {
                place = (place[name] ??= new JsonObject()).AsObject();
            }

            place[path.Names[^1]] = text.DeepClone();
        }
    }
}
