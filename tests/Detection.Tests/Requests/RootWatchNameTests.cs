using System.Text;
using RootWatch.Detection.Tampering;

namespace RootWatch.Detection.Tests.Requests;

public sealed class RootWatchNameTests
{
    [Theory]
    [InlineData("""{"name":"my-RootWatch-rule"}""", true)]
    [InlineData("""{"name":"rrootrootwatch"}""", true)]
    [InlineData("""{"rootwatch":1}""", true)]
    [InlineData("""{"name":"\u0072ootw\u0061tch"}""", true)]
    [InlineData("""{"\u0072ootwatch":[]}""", true)]
    [InlineData("""{"other":"\n","name":"rootwatch"}""", true)]
    [InlineData("""{"name":"\rootwatch"}""", false)]
    [InlineData("""{"name":"rootwatc"}""", false)]
    [InlineData("""{"name":"root","other":"watch"}""", false)]
    [InlineData("null", false)]
    public void A_part_of_RootWatch_is_known_however_its_name_is_written(string request, bool isKnown)
    {
        var fields = $$"""{"eventSource":"events.amazonaws.com","eventName":"PutRule","readOnly":false,"requestParameters":{{request}} """;

        (Detector.ReadTampering(Encoding.UTF8.GetBytes(fields + "}"))?.Thing is TamperedThing.RootWatch).ShouldBe(isKnown);
        Detector.Read(Encoding.UTF8.GetBytes(fields + ""","userIdentity":{"type":"Root"} }""")).ShouldNotBeNull().Request.NamesRootWatch.ShouldBe(isKnown);
    }
}
