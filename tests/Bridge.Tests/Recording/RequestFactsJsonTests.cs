using System.Text.Json;
using RootWatch.Bridge.Recording;
using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.Requests;

namespace RootWatch.Bridge.Tests.Recording;

public sealed class RequestFactsJsonTests
{
    [Fact]
    public void A_ledger_of_before_keeps_what_it_knows() =>
        Read("""{"targetUser":"kim","status":null,"instances":3,"opensToPublic":true,"liftsPublicAccessBlock":true,"namesRootWatch":false}""")
            .ShouldBe(new RequestFacts(TargetUser: "kim", Instances: 3, LetsIn: LetsIn.Everybody, Protection: ProtectionChange.Weakened));

    [Fact]
    public void A_ledger_of_before_adds_nothing() =>
        Read("""{"instances":0,"opensToPublic":false,"liftsPublicAccessBlock":false,"namesRootWatch":false}""").ShouldBe(new RequestFacts());

    [Fact]
    public void What_is_kept_is_read_again()
    {
        var facts = new RequestFacts("a", "b", "c", 1, "p4d.24xlarge", true, "e", "f", LetsIn.Organization, true, ProtectionChange.Strengthened, true, true, true, 12, 1.5m, "g");

        Read(Write(facts)).ShouldBe(facts);
    }

    [Fact]
    public void What_a_request_does_not_show_takes_no_room() => Write(new RequestFacts(LetsIn: LetsIn.Everybody)).ShouldEndWith("\"letsIn\":\"Everybody\"}");

    private static RequestFacts Read(string json) => (RequestFacts)JsonSerializer.Deserialize(json, typeof(RequestFacts), LedgerJson.Default).ShouldNotBeNull();

    private static string Write(RequestFacts facts) => JsonSerializer.Serialize(facts, typeof(RequestFacts), LedgerJson.Default);
}
