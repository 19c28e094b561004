using System.Text;
using System.Text.Json;
using RootWatch.Detection.CloudTrail;
using RootWatch.Detection.Tampering;

namespace RootWatch.Detection.Tests.CloudTrail;

/// <summary>The first look may say "perhaps" too often, never "no" wrongly.</summary>
public sealed class RecordFilterTests
{
    [Theory]
    [InlineData("""{"userIdentity":{"type":"Root"}}""")]
    [InlineData("""{"userIdentity":{"TYPE" : "rOOt"}}""")]
    [InlineData("""{"userIdentity":{"type":"R\u006fot"}}""")]
    [InlineData("""{"userIdentity":{"\u0074ype":"\u0052oot"}}""")]
    [InlineData("""{"userIdentity":{"type":"AssumedRole","arn":"arn:aws:iam::111122223333:ROOT"}}""")]
    [InlineData("""{"userIdentity":{"type":"AssumedRole","arn":"x\":root"}}""")]
    [InlineData("""{"userIdentity":{"type":"FederatedUser","sessionContext":{"sessionIssuer":{"type":"Root"}}}}""")]
    [InlineData("""{"eventSource":"sts.amazonaws.com","eventName":"AssumeRoot"}""")]
    [InlineData("""{"eventName":"DescribeTrails","eventname"   :   "stoplogging","eventSource":"cloudtrail.amazonaws.com"}""")]
    [InlineData("""{"eventName":"CloseAccount","eventSource":"organizations.amazonaws.com"}""")]
    [InlineData("""{"eventName":"PutRule","eventSource":"events.amazonaws.com","readOnly":false,"requestParameters":{"name":"RootWatch-root"}}""")]
    [InlineData("")]
    [InlineData("{")]
    [InlineData(" {}")]
    public void What_matters_or_is_no_record_gets_a_closer_look(string record) => Detector.MayMatter(Encoding.UTF8.GetBytes(record)).ShouldBeTrue();

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"userIdentity":{"type":"AWSAccount","arn":"arn:aws:iam::111122223333:user/root"}}""")]
    [InlineData("""{"userIdentity":{"type":"IAMUser","userName":"root"}}""")]
    [InlineData("""{"userAgent":"\"type\":\"Root\"","userIdentity":{"type":"IAMUser"}}""")]
    [InlineData("""{"requestParameters":{"principal":"arn:aws:iam::111122223333:root","rootDeviceName":"/dev/sda1","token":"a\u003d\u003d"}}""")]
    [InlineData("""{"eventName":"AssumeRole","eventSource":"sts.amazonaws.com"}""")]
    [InlineData("""{"eventName":"DescribeTrails","requestParameters":{"name":"StopLogging"}}""")]
    [InlineData("""{"xeventName":"StopLogging","eventNames":"StopLogging","eventName":1}""")]
    public void What_only_looks_like_it_ends_here(string record) => Detector.MayMatter(Encoding.UTF8.GetBytes(record)).ShouldBeFalse();

    [Fact]
    public void A_word_is_found_wherever_it_stands()
    {
        foreach (var before in Enumerable.Range(0, 100))
        {
            Detector.MayMatter(Encoding.UTF8.GetBytes($$"""{"x":"{{new string('x', before)}}","type":"Root"}""")).ShouldBeTrue();
            Detector.MayMatter(Encoding.UTF8.GetBytes($$"""{"x":"{{new string('x', before)}}","eventName":"StopLogging"{{new string(' ', before)}}}""")).ShouldBeTrue();
            Detector.MayMatter(Encoding.UTF8.GetBytes($$"""{"x":"{{new string('x', before)}}\u0052"}""")).ShouldBeTrue();
            Detector.MayMatter(Encoding.UTF8.GetBytes($$"""{"x":"{{new string('x', before)}}","type":"Rout"}""")).ShouldBeFalse();
        }
    }

    [Fact]
    public void What_it_passes_over_the_reading_passes_over_too()
    {
        var records = Sample.Names.Select(Sample.Record).Where(record => record.Length < 4096).ToList();
        var random = new Random(2026);
        var (passedOver, lookedAt) = (0, 0);
        for (var round = 0; round < Effort.Of(1_000_000); round++)
        {
            var record = Mutation.Of(records[random.Next(records.Count)], random);
            if (Detector.MayMatter(record))
            {
                lookedAt++;
                continue;
            }

            passedOver++;
            Matters(record).ShouldBeFalse(Encoding.UTF8.GetString(record));
        }

        passedOver.ShouldBeGreaterThan(Effort.Of(1_000_000) / 10);
        lookedAt.ShouldBeGreaterThan(Effort.Of(1_000_000) / 10);
    }

    private static bool Matters(ReadOnlySpan<byte> record)
    {
        try
        {
            return RootRecordReader.Read(record) is not null || TamperReader.Read(record) is not null;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
