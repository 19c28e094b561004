using System.Text;
using RootWatch.Detection.CloudTrail;

namespace RootWatch.Detection.Tests.CloudTrail;

/// <summary>EventBridge takes 1 MiB, and an attacker may fill it.</summary>
public sealed class LargeRecordTests
{
    private const int Large = 1_900_000;

    private static readonly string Long = new('x', Large);

    [Fact]
    public void Every_text_is_bounded()
    {
        var record = Read($$"""
            "eventSource":"{{Long}}","eventName":"{{Long}}","sourceIPAddress":"{{Long}}","userAgent":"{{Long}}","errorCode":"{{Long}}","awsRegion":"{{Long}}","eventTime":"{{Long}}",
            "requestParameters":{"userName":"{{Long}}","status":"{{Long}}","instanceType":"{{Long}}","VersioningConfiguration":{"MfaDelete":"{{Long}}"},"taskPolicyArn":{"arn":"{{Long}}"} }
            """);

        foreach (var text in new[] { record.EventSource, record.EventName, record.SourceIp, record.UserAgent, record.ErrorCode, record.Request.TargetUser, record.Request.Status, record.Request.InstanceType, record.Request.MfaDelete, record.Request.TaskPolicy })
        {
            text!.Length.ShouldBe(1024);
        }

        record.Region.ShouldBeNull();
        record.EventTime.ShouldBeNull();
    }

    [Fact]
    public void A_text_is_never_cut_within_a_character()
    {
        Read($"\"userAgent\":\"a{string.Concat(Enumerable.Repeat("😀", 2000))}\"").UserAgent!.ShouldEndWith("😀");
        Read($"\"userAgent\":\"{new string('a', 1022)}👩🏽\"").UserAgent.ShouldBe(new string('a', 1022));
    }

    [Fact]
    public void Ids_that_are_too_long_keep_their_identity()
    {
        Read($"\"eventID\":\"{Long}1\"").EventId.ShouldBe(Read($"\"eventID\":\"{Long}1\"").EventId);
        Read($"\"eventID\":\"{Long}1\"").EventId.ShouldNotBe(Read($"\"eventID\":\"{Long}2\"").EventId);
        Tampering($"{Long}1").ShouldBe(Tampering($"{Long}1"));
        Tampering($"{Long}1").ShouldNotBe(Tampering($"{Long}2"));
        Alert($"{Long}1").ShouldBe(Alert($"{Long}1"));
        Alert($"{Long}1").ShouldNotBe(Alert($"{Long}2"));
        new[] { Read($"\"eventID\":\"{Long}\"").EventId, Tampering(Long), Alert(Long) }.ShouldAllBe(id => id.Length < 100);
    }

    [Fact]
    public void What_matters_is_found_among_a_hundred_thousand_other_properties()
    {
        var others = string.Join(',', Enumerable.Range(0, 100_000).Select(number => $"\"p{number}\":{number}"));

        var record = Detector.Read(Encoding.UTF8.GetBytes($$"""{ {{others}},"userIdentity":{ {{others}},"type":"Root","arn":"arn:aws:iam::111122223333:root"},"eventName":"StopLogging"}""")).ShouldNotBeNull();

        record.EventName.ShouldBe("StopLogging");
        record.Account.ShouldBe("111122223333");
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{\"a\":")]
    public void Depth_hides_nothing(string opening)
    {
        var depth = Large / 2 / opening.Length;
        var closing = new string(opening == "[" ? ']' : '}', depth);

        Read($"\"requestParameters\":{string.Concat(Enumerable.Repeat(opening, depth))}1{closing},\"eventName\":\"StopLogging\"").EventName.ShouldBe("StopLogging");
    }

    private static RootRecord Read(string fields) =>
        Detector.Read(Encoding.UTF8.GetBytes($$"""{"userIdentity":{"type":"Root","arn":"arn:aws:iam::111122223333:root"},{{fields}} }""")).ShouldNotBeNull();

    private static string Tampering(string id) =>
        Detector.ReadTampering(Encoding.UTF8.GetBytes($$"""{"eventID":"{{id}}","eventSource":"cloudtrail.amazonaws.com","eventName":"StopLogging"}""")).ShouldNotBeNull().EventId;

    private static string Alert(string id) =>
        Detector.ReadSignInAlert(Encoding.UTF8.GetBytes($$"""{"id":"{{id}}","detail-type":"Sign-in Anomaly Alert","detail":{} }""")).ShouldNotBeNull().EventId;
}
