using System.Text;
using RootWatch.Bridge.Ingestion;

namespace RootWatch.Bridge.Tests.Ingestion;

public sealed class EnvelopeReaderTests
{
    [Theory]
    [InlineData("AWS API Call via CloudTrail", nameof(EnvelopeKind.CloudTrail))]
    [InlineData("AWS Console Sign In via CloudTrail", nameof(EnvelopeKind.CloudTrail))]
    [InlineData("AWS Console Signin via CloudTrail", nameof(EnvelopeKind.CloudTrail))]
    [InlineData("AWS Service Event via CloudTrail", nameof(EnvelopeKind.CloudTrail))]
    [InlineData("Sign-in Anomaly Alert", nameof(EnvelopeKind.SignInAlert))]
    [InlineData("GuardDuty Finding", nameof(EnvelopeKind.AwsAlarm))]
    [InlineData("AWS Health Event", nameof(EnvelopeKind.AwsAlarm))]
    [InlineData("AWS Health Abuse Event", nameof(EnvelopeKind.AwsAlarm))]
    [InlineData("Trusted Advisor Check Item Refresh Notification", nameof(EnvelopeKind.AwsAlarm))]
    [InlineData("Region Opt-In Status Change", nameof(EnvelopeKind.RegionChange))]
    [InlineData("CloudWatch Alarm State Change", nameof(EnvelopeKind.AlarmChange))]
    [InlineData("RootWatch Heartbeat", nameof(EnvelopeKind.Heartbeat))]
    [InlineData("GuardDuty Malware Protection Resource Status", nameof(EnvelopeKind.Other))]
    [InlineData("EC2 Instance State-change Notification", nameof(EnvelopeKind.Other))]
    [InlineData("via", nameof(EnvelopeKind.Other))]
    public void The_detail_type_says_what_the_event_holds(string detailType, string kind)
    {
        var fault = Read($$"""{"detail-type":"{{detailType}}","detail":{} }""", out var envelope);

        fault.ShouldBe(EnvelopeFault.None);
        envelope.Kind.ToString().ShouldBe(kind);
    }

    [Theory]
    [InlineData("""{"detail":{"a":[1,{"b":2}]},"detail-type":"x"}""")]
    [InlineData("""{ "detail-type" : "x" , "other":{"detail":{"no":1}}, "detail" : {"a":[1,{"b":2}]} }""")]
    public void The_detail_is_found_wherever_it_stands(string json)
    {
        Read(json, out var envelope).ShouldBe(EnvelopeFault.None);

        var bytes = Encoding.UTF8.GetBytes(json);
        Encoding.UTF8.GetString(bytes[envelope.Detail]).ShouldBe("""{"a":[1,{"b":2}]}""");
        Encoding.UTF8.GetString(bytes[envelope.DetailType]).ShouldBe("x");
    }

    [Theory]
    [InlineData("", EnvelopeFault.NotJson)]
    [InlineData("hello", EnvelopeFault.NotJson)]
    [InlineData("""{"detail-type":"x","detail":{}""", EnvelopeFault.NotJson)]
    [InlineData("""{"detail-type":"x","detail":{}}{}""", EnvelopeFault.NotJson)]
    [InlineData("[]", EnvelopeFault.NotAnObject)]
    [InlineData("null", EnvelopeFault.NotAnObject)]
    [InlineData("""{"detail":{}}""", EnvelopeFault.DetailTypeMissing)]
    [InlineData("""{"detail-type":1,"detail":{}}""", EnvelopeFault.DetailTypeMissing)]
    [InlineData("""{"detail-type":"x"}""", EnvelopeFault.DetailMissing)]
    [InlineData("""{"detail-type":"x","detail":null}""", EnvelopeFault.DetailMissing)]
    [InlineData("""{"detail-type":"x","detail":"{}"}""", EnvelopeFault.DetailMissing)]
    public void What_is_no_envelope_is_refused_with_its_fault(string json, object fault) => Read(json, out _).ShouldBe((EnvelopeFault)fault);

    [Theory]
    [InlineData("""{"account":"111122223333","detail-type":"AWS API Call via CloudTrail","detail":{"userIdentity":{},"recipientAccountId":"444455556666"}}""")]
    [InlineData("""{"detail":{"recipientAccountId":"444455556666"},"detail-type":"AWS Console Sign In via CloudTrail","account":"111122223333"}""")]
    [InlineData("""{"account":"\u0031\u00311122223333","detail-type":"AWS API Call via CloudTrail","detail":{"recipientAccountId":"444455556666"}}""")]
    [InlineData("""{"account":"111122223333","detail-type":"AWS API Call via CloudTrail","detail":{"recipientAccountId":"\u0034\u00344455556666"}}""")]
    [InlineData("""{"account":"111122223333","detail-type":"AWS API Call via CloudTrail","detail":{"recipientAccountI\u0064":"444455556666"}}""")]
    [InlineData("""{"account":"","detail-type":"AWS API Call via CloudTrail","detail":{"recipientAccountId":"444455556666"}}""")]
    public void Another_account_than_the_records_is_refused(string json) => Read(json, out _).ShouldBe(EnvelopeFault.AccountIsNotTheRecords);

    [Theory]
    [InlineData("""{"account":"111122223333","detail-type":"AWS API Call via CloudTrail","detail":{"recipientAccountId":"111122223333","userIdentity":{"accountId":"444455556666","recipientAccountId":"444455556666"}}}""")]
    [InlineData("""{"account":"\u0031\u003122223333","detail-type":"AWS API Call via CloudTrail","detail":{"recipientAccountId":"1\u003122223333"}}""")]
    [InlineData("""{"account":"111122223333","detail-type":"AWS API Call via CloudTrail","detail":{"userIdentity":{"accountId":"444455556666"}}}""")]
    [InlineData("""{"account":"111122223333","detail-type":"AWS API Call via CloudTrail","detail":{"recipientAccountId":null}}""")]
    [InlineData("""{"account":"111122223333","detail-type":"AWS API Call via CloudTrail","detail":{"recipientAccountId":444455556666}}""")]
    [InlineData("""{"account":"111122223333","detail-type":"AWS API Call via CloudTrail","detail":{"recipientAccountId":{"recipientAccountId":"444455556666"}}}""")]
    [InlineData("""{"detail-type":"AWS API Call via CloudTrail","detail":{"recipientAccountId":"444455556666"}}""")]
    [InlineData("""{"account":"111122223333","detail-type":"GuardDuty Finding","detail":{"recipientAccountId":"444455556666"}}""")]
    public void Where_not_both_name_an_account_or_both_the_same_nothing_is_refused(string json) =>
        Read(json, out _).ShouldBe(EnvelopeFault.None);

    [Fact]
    public void Bytes_that_are_not_UTF8_are_refused() =>
        EnvelopeReader.TryRead([.. "{\"detail-type\":\""u8, 0xC3, 0x28, .. "\",\"detail\":{}}"u8], out _).ShouldBe(EnvelopeFault.NotJson);

    [Fact]
    public void Depth_does_not_lose_an_event()
    {
        var deep = string.Concat(Enumerable.Repeat("[", 10_000)) + string.Concat(Enumerable.Repeat("]", 10_000));

        Read("""{"detail-type":"x","detail":{"requestParameters":""" + deep + "}}", out _).ShouldBe(EnvelopeFault.None);
    }

    [Fact]
    public void Reading_allocates_nothing()
    {
        var json = """{"version":"0","detail-type":"AWS API Call via CloudTrail","account":"111122223333","detail":{"a":[1,{"b":2}],"recipientAccountId":"111122223333"}}"""u8.ToArray();
        EnvelopeReader.TryRead(json, out _);

        var before = GC.GetAllocatedBytesForCurrentThread();
        EnvelopeReader.TryRead(json, out _);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    private static EnvelopeFault Read(string json, out Envelope envelope) => EnvelopeReader.TryRead(Encoding.UTF8.GetBytes(json), out envelope);
}
