using System.Text.Json.Nodes;
using RootWatch.Detection.CloudTrail;

namespace RootWatch.Detection.Tests.AwsAlarms;

public sealed class GuardDutyTests
{
    private const string Usage = "root-alarm-guardduty-root-credential-usage";
    private const string Sequence = "root-alarm-guardduty-attack-sequence";

    [Fact]
    public void What_the_finding_tells_is_kept()
    {
        var record = Alarm.Read(Usage).ShouldNotBeNull();

        record.ShouldBe(record with
        {
            EventTime = new DateTimeOffset(2026, 11, 18, 8, 4, 40, TimeSpan.Zero),
            EventSource = "guardduty.amazonaws.com",
            EventName = "Policy:IAMUser/RootCredentialUsage",
            Identity = RootIdentity.AwsAlarm,
            Account = TestData.Account,
            Partition = "aws",
            Region = "us-east-1",
            SourceIp = "203.0.113.77",
            UserAgent = "aws-cli/2.31.0",
            AccessKeyId = "ASIAIOSFODNN7EXAMPLE",
            SessionKey = null,
            Failed = false,
            Alarm = new(Severity.Low, NamesRoot: true),
        });
        record.IsByPerson.ShouldBeFalse();
    }

    [Fact]
    public void An_attack_sequence_is_roots_where_one_of_its_actors_is_root()
    {
        var record = Alarm.Read(Sequence).ShouldNotBeNull();

        record.AccessKeyId.ShouldBe("ASIAIOSFODNN7EXAMPLE");
        record.SourceIp.ShouldBe("203.0.113.77");
        Alarm.Read(Sequence, envelope => Actors(envelope).RemoveAt(1)).ShouldBeNull();
        Alarm.Read(Sequence, envelope => envelope["detail"]!["service"]!["detection"]!["sequence"]!["actors"] = "root").ShouldBeNull();
    }

    [Fact]
    public void Of_several_addresses_none_is_taken_for_roots() =>
        Alarm.Read(Sequence, envelope => envelope["detail"]!["service"]!["detection"]!["sequence"]!["endpoints"]!.AsArray().Add(new JsonObject { ["ip"] = "198.51.100.9" })).ShouldNotBeNull().SourceIp.ShouldBeNull();

    [Theory]
    [InlineData("Root", true)]
    [InlineData("root", true)]
    [InlineData("IAMUser", false)]
    [InlineData("AssumedRole", false)]
    [InlineData("FederatedUser", false)]
    [InlineData("AWSAccount", false)]
    [InlineData("Rooted", false)]
    public void Any_finding_on_root_is_ours_and_none_on_others(string userType, bool isRoots)
    {
        foreach (var type in new[] { "UnauthorizedAccess:IAMUser/MaliciousIPCaller", "Discovery:S3/AnomalousBehavior", "Stealth:IAMUser/CloudTrailLoggingDisabled" })
        {
            (Alarm.Read(Usage, envelope =>
            {
                envelope["detail"]!["type"] = type;
                envelope["detail"]!["resource"]!["accessKeyDetails"]!["userType"] = userType;
            }) is not null).ShouldBe(isRoots);
        }
    }

    [Fact]
    public void A_user_who_is_called_root_is_not_root() =>
        Alarm.Read("silent-alarm-guardduty-of-a-user", envelope => envelope["detail"]!["resource"]!["accessKeyDetails"]!["userName"] = "root").ShouldBeNull();

    [Fact]
    public void GuardDutys_own_samples_are_not_told()
    {
        const string Sample = "silent-alarm-guardduty-own-sample";
        Alarm.Read(Sample, envelope => envelope["detail"]!["title"] = "x").ShouldBeNull();
        Alarm.Read(Sample, envelope => envelope["detail"]!["service"]!["additionalInfo"] = new JsonObject()).ShouldBeNull();
        Alarm.Read(Sample, envelope => (envelope["detail"]!["title"], envelope["detail"]!["service"]!["additionalInfo"]) = ("x", new JsonObject())).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("1", Severity.Low)]
    [InlineData("3.9", Severity.Low)]
    [InlineData("4", Severity.Medium)]
    [InlineData("6.9", Severity.Medium)]
    [InlineData("7", Severity.High)]
    [InlineData("8.9", Severity.High)]
    [InlineData("9", Severity.Critical)]
    [InlineData("10", Severity.Critical)]
    [InlineData("\"8\"", Severity.High)]
    [InlineData("null", Severity.Informational)]
    [InlineData("\"much\"", Severity.Informational)]
    public void Its_severity_is_in_our_words(string number, Severity severity) =>
        Alarm.Read(Usage, envelope => envelope["detail"]!["severity"] = JsonNode.Parse(number)).ShouldNotBeNull().Alarm!.Severity.ShouldBe(severity);

    [Fact]
    public void The_same_report_is_known_again_at_the_administrators_account()
    {
        var (member, administrator) = (Alarm.Read(Usage)!, Alarm.Read(Usage, envelope => (envelope["id"], envelope["account"], envelope["time"]) = ("other", "444455556666", "2026-11-18T08:12:00Z"))!);

        administrator.ShouldBe(member);
    }

    [Fact]
    public void A_finding_that_is_seen_again_or_gets_worse_is_another_report()
    {
        var first = Alarm.Read(Usage)!.EventId;

        Alarm.Read(Usage, envelope => envelope["detail"]!["service"]!["count"] = 9)!.EventId.ShouldBe(first);
        Alarm.Read(Usage, envelope => envelope["detail"]!["service"]!["eventLastSeen"] = "2026-11-18T14:04:40.000Z")!.EventId.ShouldNotBe(first);
        Alarm.Read(Usage, envelope => envelope["detail"]!["severity"] = 8)!.EventId.ShouldNotBe(first);
        Alarm.Read(Usage, envelope => envelope["detail"]!["id"] = "another")!.EventId.ShouldNotBe(first);
    }

    [Fact]
    public void What_a_finding_lacks_is_taken_from_its_envelope()
    {
        var record = Alarm.Read(Usage, envelope => envelope["detail"] = new JsonObject { ["type"] = "Policy:IAMUser/RootCredentialUsage" }).ShouldNotBeNull();

        record.Account.ShouldBe(TestData.Account);
        record.Region.ShouldBe("us-east-1");
        record.EventTime.ShouldBe(new DateTimeOffset(2026, 11, 18, 8, 10, 0, TimeSpan.Zero));
        record.EventId.ShouldStartWith("sha256:");
    }

    [Fact]
    public void Every_text_is_bounded()
    {
        var longText = new string('1', 1_000_000);
        var record = Alarm.Read(Usage, envelope =>
        {
            var detail = envelope["detail"]!;
            (detail["type"], detail["id"], detail["resource"]!["accessKeyDetails"]!["accessKeyId"]) = (longText, longText, longText);
            detail["service"]!["action"]!["awsApiCallAction"]!["remoteIpDetails"]!["ipAddressV4"] = longText;
        }).ShouldNotBeNull();

        new[] { record.EventName, record.SourceIp, record.EventId, record.AccessKeyId }.ShouldAllBe(text => text!.Length <= 1024);
    }

    [Fact]
    public void Of_other_partitions_the_region_tells() =>
        Alarm.Read(Usage, envelope => envelope["detail"]!["region"] = "us-gov-west-1").ShouldNotBeNull().Partition.ShouldBe("aws-us-gov");

    private static JsonArray Actors(JsonNode envelope) => envelope["detail"]!["service"]!["detection"]!["sequence"]!["actors"]!.AsArray();
}
