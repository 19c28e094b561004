using System.Text.Json.Nodes;
using RootWatch.Detection;
using RootWatch.Detection.CloudTrail;

namespace RootWatch.EndToEnd.Tests.Scan;

/// <summary>The shapes in which people keep records: read, known to hold none, or named.</summary>
public sealed class ShapeTests
{
    private static readonly string Samples = Repository.PathOf("tests/Samples/logs");

    public static TheoryData<string> ReadSamples { get; } = Names("read");

    public static TheoryData<string> SamplesOfNothing { get; } = Names("nothing");

    [Theory]
    [MemberData(nameof(ReadSamples))]
    public void Whatever_people_keep_a_record_in_it_is_found(string name)
    {
        var read = ReadLogs.Of(Path.Combine(Samples, "read", name));

        read.Complaints.ShouldBeEmpty();
        read.AreWhole.ShouldBeTrue();
        foreach (var root in read.Roots)
        {
            root.EventName.ShouldBe("CreateUser");
            root.EventSource.ShouldBe("iam.amazonaws.com");
            root.Account.ShouldBe("111122223333");
            root.EventId.ShouldBe("7d0e2f1a-3b4c-4d5e-8f60-0a0b0c0d0e0f");
        }

        read.Roots.ShouldHaveSingleItem().EventTime.ShouldBe(new DateTimeOffset(2026, 11, 19, 7, 41, 12, TimeSpan.Zero));
    }

    [Theory]
    [MemberData(nameof(SamplesOfNothing))]
    public void What_holds_no_root_by_its_nature_is_no_fault(string name)
    {
        var read = ReadLogs.Of(Path.Combine(Samples, "nothing", name));

        read.AreWhole.ShouldBeTrue(string.Join('\n', read.Complaints));
        read.Roots.ShouldBeEmpty();
        read.Complaints.ShouldBe(read.Events > 0 ? [] : [$"{Path.Combine(Samples, "nothing", name)}: it holds no CloudTrail record."]);
    }

    [Theory]
    [InlineData("other-object.json", "a JSON object with the keys a, b, ‹img src=x›\uFFFD")]
    [InlineData("many-keys.json", "a JSON object with the keys k0, k1, k2, k3, k4, k5, k6, k7 …")]
    [InlineData("cloudwatch-logs-text.json", "a text that is no JSON, in a wrapper", 1)]
    [InlineData("cloudwatch-logs-other-json.json", "a JSON object with the keys level")]
    [InlineData("subscription-not-base64.json", "data that is neither base64 nor JSON, in a wrapper")]
    [InlineData("subscription-corrupt-gzip.json", "gzip that is corrupt, in a wrapper")]
    [InlineData("insights-running.json", "the results of a query that did not finish")]
    [InlineData("insights-columns.json", "a Logs Insights row with the columns n, bin(5m)")]
    [InlineData("sns-human-text.json", "a text that is no JSON, in a wrapper")]
    [InlineData("cloudtrail-notice.json", "a notice of a log file in S3, which holds no records itself: scan the log file")]
    [InlineData("s3-notice.json", "a notice of a log file in S3, which holds no records itself: scan the log file")]
    [InlineData("sqs-number.json", "a JSON object with the keys MessageId, Body")]
    [InlineData("dynamodb-stream.json", "a row of columns without eventTime and userIdentity.type")]
    [InlineData("firehose-text.json", "a text that is no JSON, in a wrapper")]
    [InlineData("elastic-without-original.ndjson", "an Elastic document of CloudTrail without event.original: export that field, which the integration keeps where \"preserve original event\" is on")]
    [InlineData("splunk-fields.json", "a row of columns without eventTime and eventSource and userIdentity.type")]
    [InlineData("splunk-hec-other.json", "a JSON object with the keys level")]
    [InlineData("lake-too-few-columns.json", "a CloudTrail Lake row without eventTime and eventSource")]
    [InlineData("lake-running.json", "the results of a query that did not finish")]
    [InlineData("lake-count.json", "a CloudTrail Lake row with the columns n")]
    [InlineData("ocsf-without-operation.json", "OCSF 1.1 API Activity without api.operation")]
    [InlineData("ocsf-without-user.json", "OCSF 1.5 API Activity without actor.user.type")]
    [InlineData("ocsf-other-class.json", "OCSF 1.1 of class 2004, which is none of API Activity, Authentication and Account Change")]
    [InlineData("envelope-without-detail.json", "a JSON object with the keys version, id, detail-type, source, account, time, region, resources …")]
    [InlineData("numbers-in-row.json", "a text that is no JSON, in a wrapper", 0, 2)]
    public void What_is_not_understood_is_named_and_the_rest_is_read(string name, string what, int roots = 0, int times = 1)
    {
        var path = Path.Combine(Samples, "not-understood", name);
        var read = ReadLogs.Of(path);

        read.Complaints.ShouldBe([$"{path}: not understood: {what}{(times > 1 ? $" ({times} times)" : string.Empty)}."]);
        read.AreWhole.ShouldBeFalse();
        read.Roots.Count.ShouldBe(roots);
    }

    [Fact]
    public void Every_sample_that_is_not_understood_is_named() =>
        Directory.EnumerateFiles(Path.Combine(Samples, "not-understood")).Select(Path.GetFileName).Order(StringComparer.Ordinal).ShouldBe(
            typeof(ShapeTests).GetMethod(nameof(What_is_not_understood_is_named_and_the_rest_is_read))!.GetCustomAttributes(typeof(InlineDataAttribute), inherit: false)
                .Cast<InlineDataAttribute>().Select(data => (string)data.Data[0]!).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("ocsf-api-activity.json", "root-create-user")]
    [InlineData("lake.json", "root-create-user")]
    public void What_the_classification_needs_comes_back(string name, string sample)
    {
        var root = ReadLogs.Of(Path.Combine(Samples, "read", name)).Roots.ShouldHaveSingleItem();
        var known = Detector.Read(Sample.Record(sample)).ShouldNotBeNull();

        root.Identity.ShouldBe(known.Identity);
        root.Mfa.ShouldBe(MfaState.Used);
        root.SessionKey.ShouldBe("111122223333/2026-11-19T07:30:00Z");
        root.AccessKeyId.ShouldBe("ASIAEXAMPLEROOT00017");
        root.Region.ShouldBe("us-east-1");
        root.SourceIp.ShouldBe("198.51.100.23");
        root.UserAgent.ShouldBe("aws-cli/2.31.0");
        root.Failed.ShouldBeFalse();
        root.IsRead.ShouldBeFalse();
    }

    [Theory]
    [InlineData("""{"status":"Failure","api":{"operation":"ConsoleLogin","service":{"name":"signin.amazonaws.com"}}}""", true, "NotUsed")]
    [InlineData("""{"status_id":2,"is_mfa":true,"api":{"operation":"ConsoleLogin","service":{"name":"signin.amazonaws.com"}}}""", true, "Used")]
    [InlineData("""{"status":"Success","is_mfa":true,"api":{"operation":"ConsoleLogin","service":{"name":"signin.amazonaws.com"}}}""", false, "Used")]
    [InlineData("""{"status":"Success","mfa":false,"api":{"operation":"ConsoleLogin","service":{"name":"signin.amazonaws.com"},"response":{"data":"{\"ConsoleLogin\":\"Failure\"}"}}}""", true, "NotUsed")]
    [InlineData("""{"status":"Failure","api":{"operation":"GetUser","service":{"name":"iam.amazonaws.com"},"response":{"error":"AccessDenied"}}}""", true, "NotUsed")]
    public void Of_OCSF_a_signin_s_outcome_and_MFA_come_back(string different, bool failed, string mfa)
    {
        var json = JsonNode.Parse("""{"class_uid":3002,"is_mfa":false,"time":1795074072000,"actor":{"user":{"type":"Root","uid":"arn:aws:iam::111122223333:root"}}}""")!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(different)!.AsObject())
        {
            json[name] = value?.DeepClone();
        }

        if (json.ContainsKey("mfa"))
        {
            json.Remove("is_mfa");
        }

        var root = ReadLogs.OfText(json.ToJsonString()).Roots.ShouldHaveSingleItem();

        root.Failed.ShouldBe(failed);
        root.Mfa.ToString().ShouldBe(mfa);
    }

    private static TheoryData<string> Names(string folder) =>
        [.. Directory.EnumerateFiles(Path.Combine(Samples, folder)).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
}
