namespace RootWatch.Detection.Tests.AwsAlarms;

public sealed class TrustedAdvisorTests
{
    private const string Root = "root-alarm-trusted-advisor-root-key";

    [Theory]
    [InlineData("root", true)]
    [InlineData("Root", true)]
    [InlineData("<root_account>", true)]
    [InlineData("", true)]
    [InlineData(null, true)]
    [InlineData("alice", false)]
    [InlineData("rooted", false)]
    [InlineData("AKIAI44QH8DHBEXAMPLE", false)]
    public void The_column_with_the_user_tells_whose_key_it_is(string? user, bool isRoots) =>
        (Alarm.Read(Root, envelope => envelope["detail"]!["check-item-detail"]!["User Name (IAM or Root)"] = user) is not null).ShouldBe(isRoots);

    [Theory]
    [InlineData("Exposed Access Keys", "ERROR", true)]
    [InlineData("Exposed Access Keys", "WARN", true)]
    [InlineData("Exposed Access Keys", "OK", false)]
    [InlineData("MFA on Root Account", "ERROR", false)]
    [InlineData("IAM Access Key Rotation", "ERROR", false)]
    public void Only_exposed_keys_that_are_still_so_count(string check, string status, bool counts) =>
        (Alarm.Read(Root, envelope => (envelope["detail"]!["check-name"], envelope["detail"]!["status"]) = (check, status)) is not null).ShouldBe(counts);

    [Fact]
    public void What_is_said_again_at_the_next_refresh_is_known_again()
    {
        var record = Alarm.Read(Root)!;

        Alarm.Read(Root, envelope => (envelope["id"], envelope["time"], envelope["detail"]!["uuid"]) = ("other", "2026-11-25T10:15:00Z", "other"))!.EventId.ShouldBe(record.EventId);
        Alarm.Read(Root, envelope => envelope["detail"]!["check-item-detail"]!["Fraud Type"] = "Potentially compromised")!.EventId.ShouldNotBe(record.EventId);
        record.AccessKeyId.ShouldBe("AKIAIOSFODNN7EXAMPLE");
        record.EventSource.ShouldBe("trustedadvisor.amazonaws.com");
    }
}
