namespace RootWatch.Detection.Tests.AwsAlarms;

public sealed class HealthTests
{
    private const string Exposed = "AWS_RISK_CREDENTIALS_EXPOSED";
    private const string Key = "AKIAIOSFODNN7EXAMPLE";

    [Theory]
    [InlineData("root", true)]
    [InlineData("<root_account>", true)]
    [InlineData("arn:aws:iam::111122223333:root", true)]
    [InlineData(Key, false)]
    [InlineData("111122223333", false)]
    public void It_is_roots_where_it_names_root_or_nobody(string entity, bool namesRoot) =>
        Alarm.Health(Exposed, entity).ShouldNotBeNull().Alarm!.NamesRoot.ShouldBe(namesRoot);

    [Theory]
    [InlineData("alice")]
    [InlineData("arn:aws:iam::111122223333:user/alice")]
    [InlineData("arn:aws:iam::111122223333:user/root")]
    [InlineData("AIDACKCEVSQ6C2EXAMPLE")]
    [InlineData("notroot")]
    public void It_is_not_where_it_names_somebody_else(string entity)
    {
        Alarm.Health(Exposed, entity).ShouldBeNull();
        Alarm.Health(Exposed, Key, entity).ShouldBeNull();
        Alarm.Health(Exposed, entity, "root").ShouldNotBeNull("it names root, too");
    }

    [Fact]
    public void One_that_names_nothing_counts_as_one_that_names_nobody()
    {
        var record = Alarm.Health(Exposed).ShouldNotBeNull();

        record.Alarm!.NamesRoot.ShouldBeFalse();
        record.AccessKeyId.ShouldBeNull();
    }

    [Theory]
    [InlineData("AWS_RISK_CREDENTIALS_EXPOSED", true, true)]
    [InlineData("AWS_RISK_CREDENTIALS_EXPOSURE_SUSPECTED", true, true)]
    [InlineData("AWS_RISK_CREDENTIALS_COMPROMISED", true, true)]
    [InlineData("AWS_RISK_CREDENTIALS_COMPROMISE_SUSPECTED", true, true)]
    [InlineData("AWS_RISK_ACCOUNT_CONSOLE_COMPROMISE", true, true)]
    [InlineData("AWS_RISK_IAM_QUARANTINE", true, false)]
    [InlineData("AWS_EC2_OPERATIONAL_ISSUE", false, false)]
    [InlineData("AWS_ABUSE_DOS_REPORT", false, false)]
    public void Only_risks_to_credentials_count_and_a_quarantine_only_where_it_names_root(string code, bool withRoot, bool withoutName)
    {
        (Alarm.Health(code, "root") is not null).ShouldBe(withRoot);
        (Alarm.Health(code, Key) is not null).ShouldBe(withoutName);
    }

    [Fact]
    public void The_same_event_in_a_second_region_or_with_new_words_is_known_again()
    {
        const string Sample = "root-alarm-health-names-nobody";
        var record = Alarm.Read(Sample)!;

        var again = Alarm.Read(Sample, envelope =>
        {
            (envelope["id"], envelope["region"], envelope["time"]) = ("other", "us-west-2", "2026-11-19T09:00:00Z");
            (envelope["detail"]!["communicationId"], envelope["detail"]!["lastUpdatedTime"]) = ("other", "Thu, 19 Nov 2026 08:00:00 GMT");
        })!;

        (again.EventId, again.EventTime).ShouldBe((record.EventId, record.EventTime));
        Alarm.Read(Sample, envelope => envelope["detail"]!["affectedAccount"] = "444455556666")!.ShouldSatisfyAllConditions(
            other => other.EventId.ShouldNotBe(record.EventId),
            other => other.Account.ShouldBe("444455556666"));
    }

    [Fact]
    public void What_the_event_tells_is_kept()
    {
        var record = Alarm.Read("root-alarm-health-root-key-exposed").ShouldNotBeNull();

        record.EventSource.ShouldBe("health.amazonaws.com");
        record.EventName.ShouldBe(Exposed);
        record.AccessKeyId.ShouldBe(Key);
        record.EventTime.ShouldBe(new DateTimeOffset(2026, 11, 18, 9, 46, 18, TimeSpan.Zero));
        record.Account.ShouldBe(TestData.Account);
    }
}
