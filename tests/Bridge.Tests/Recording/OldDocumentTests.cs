using System.Text.Json;
using RootWatch.Bridge.Incidents;
using RootWatch.Bridge.Recording;
using RootWatch.Detection;
using RootWatch.Detection.Policy;

namespace RootWatch.Bridge.Tests.Recording;

/// <summary>Account documents that the version before the counters wrote: their folder's files are as it wrote them.</summary>
public sealed class OldDocumentTests
{
    [Theory]
    [InlineData("attack-destroys-everything", 40)]
    [InlineData("attack-slow-mailbox-takeover", 12)]
    public void A_document_of_the_version_before_loads_and_goes_on(string name, int records)
    {
        var ledger = Read(name).ToLedger(DetectionPolicy.None);

        ledger.History.Observations.Count.ShouldBe(records);
        ledger.Incidents.ShouldContain(incident => incident.Assessment == Assessment.Anomalous);
        ledger.History.State.Sessions.ShouldAllBe(session => session.Tallies != null && session.Signals.Count > 0);
        Read(ledger).ToLedger(DetectionPolicy.None).History.State.Sessions.Select(session => session.Id).ShouldBe(ledger.History.State.Sessions.Select(session => session.Id));
    }

    [Fact]
    public void Sign_ins_that_had_failed_still_count()
    {
        const string state = """{"profile":{"networks":[],"agents":[],"regions":[],"services":[],"lastUsed":null,"sessions":0},"sessions":[],"legitimate":[],"failedSignIns":["2026-11-20T08:00:00+00:00","2026-11-20T09:00:00+00:00"],"lockChanges":[],"issuedKeys":[]}""";

        var document = Parse($$"""{"start":{{state}},"records":[],"told":{} }""");

        document.Start.Failures.Select(failure => failure.At.Hour).ShouldBe([8, 9]);
        JsonSerializer.Serialize(document, typeof(AccountDocument), LedgerJson.Default).ShouldNotContain("failedSignIns");
    }

    private static AccountDocument Read(string name) => Parse(File.ReadAllText(Repository.PathOf($"tests/Bridge.Tests/Recording/Documents/{name}.json")));

    private static AccountDocument Read(AccountLedger ledger) => Parse(JsonSerializer.Serialize(AccountDocument.Of(ledger), typeof(AccountDocument), LedgerJson.Default));

    private static AccountDocument Parse(string json) => (AccountDocument)JsonSerializer.Deserialize(json, typeof(AccountDocument), LedgerJson.Default).ShouldNotBeNull();
}
